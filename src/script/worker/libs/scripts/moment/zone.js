// moment: what a moment is, in whose time, and how it is written.
const names = require('moment/names');
const { format } = require('moment/format');
const read = require('moment/parse');
const deprecate = require('moment/deprecate');
return ({ moment, Moment, reread }) => {
const eraOf = (date) => {
  const time = date.clone().startOf('day').valueOf();
  return date.localeData().eras().find(({ since, until }) => (since <= time && time <= until) || (until <= time && time <= since)) || {};
};
return {
  isValid() { return read.isValid(this); },
  invalidAt() { return this._pf.overflow; },
  parsingFlags() { return { ...this._pf }; },
  creationData() { return { input: this._i, format: this._f, locale: this._locale, isUTC: this._isUTC, strict: this._strict }; },
  clone() { return new Moment(this); },
  valueOf() { return this._d.getTime() - (this._offset || 0) * 60000; },
  unix() { return Math.floor(this.valueOf() / 1000); },
  toDate() { return new Date(this.valueOf()); },
  toArray() { return [this.year(), this.month(), this.date(), this.hour(), this.minute(), this.second(), this.millisecond()]; },
  toObject() {
    const [years, months, date, hours, minutes, seconds, milliseconds] = this.toArray();
    return { years, months, date, hours, minutes, seconds, milliseconds };
  },
  toISOString(keepOffset) {
    if (!this.isValid()) return null;
    const date = keepOffset === true ? this : this.clone().utc();
    const wide = date.year() < 0 || date.year() > 9999;
    return format(date, `${wide ? 'YYYYYY' : 'YYYY'}-MM-DD[T]HH:mm:ss.SSS${keepOffset === true ? 'Z' : '[Z]'}`);
  },
  toJSON() { return this.isValid() ? this.toISOString() : null; },
  toString() { return this.clone().locale('en').format('ddd MMM DD YYYY HH:mm:ss [GMT]ZZ'); },
  inspect() {
    if (!this.isValid()) return `moment.invalid(/* ${this._i} */)`;
    const local = this.isLocal();
    const name = local ? 'moment' : this.utcOffset() === 0 ? 'moment.utc' : 'moment.parseZone';
    return this.format(`[${name}("]${this.year() >= 0 && this.year() <= 9999 ? 'YYYY' : 'YYYYYY'}-MM-DD[T]HH:mm:ss.SSS${local ? '' : 'Z'}[")]`);
  },
  format(text) {
    if (!this.isValid()) return this.localeData().invalidDate();
    return this._locale.postformat(format(this, text || (this.isUtc() ? moment.defaultFormatUtc : moment.defaultFormat)));
  },

  utcOffset(value, keepLocal, keepMinutes) {
    const before = this._offset || 0;
    if (!this.isValid()) return value != null ? this : NaN;
    const shown = () => -Math.round(this._d.getTimezoneOffset());
    if (value == null) return this._isUTC ? before : shown();
    let minutes = value;
    if (typeof value === 'string') {
      minutes = read.offsetOf(value, /Z|[+-]\d\d(?::?\d\d)?/gi);
      if (minutes === null) return this;
    } else if (Math.abs(value) < 16 && !keepMinutes) minutes = value * 60;
    const ahead = !this._isUTC && keepLocal ? shown() : undefined;
    this._offset = minutes;
    this._isUTC = true;
    if (ahead != null) this.add(ahead, 'm');
    if (before !== minutes) {
      if (!keepLocal || this._changeInProgress) this._d.setTime(this._d.getTime() + (minutes - before) * 60000);
      else {
        this._changeInProgress = true;
        moment.updateOffset(this, true);
        this._changeInProgress = null;
      }
    }
    return this;
  },
  utc(keepLocal) { return this.utcOffset(0, keepLocal); },
  local(keepLocal) {
    if (!this._isUTC) return this;
    this.utcOffset(0, keepLocal);
    this._isUTC = false;
    if (keepLocal) this.subtract(-Math.round(this._d.getTimezoneOffset()), 'm');
    return this;
  },
  zone(value, keepLocal) {
    deprecate('moment().zone is deprecated, use moment().utcOffset instead. http://momentjs.com/guides/#/warnings/zone/', 'moment().zone is deprecated, use moment().utcOffset instead. http://momentjs.com/guides/#/warnings/zone/');
    if (value == null) return -this.utcOffset();
    this.utcOffset(typeof value === 'string' ? value : -value, keepLocal);
    return this;
  },
  parseZone() {
    if (this._tzm != null) this.utcOffset(this._tzm, false, true);
    else if (typeof this._i === 'string') {
      const minutes = read.offsetOf(this._i);
      if (minutes != null) this.utcOffset(minutes);
      else this.utcOffset(0, true);
    }
    return this;
  },
  hasAlignedHourOffset(other) { return this.isValid() && (this.utcOffset() - (other ? moment(other).utcOffset() : 0)) % 60 === 0; },
  isUtc() { return this.isValid() && this._isUTC && !this._offset; },
  isUTC() { return this.isUtc(); },
  isLocal() { return this.isValid() && !this._isUTC; },
  isUtcOffset() { return this.isValid() && !!this._isUTC; },
  isDST() { return this.utcOffset() > this.clone().month(0).utcOffset() || this.utcOffset() > this.clone().month(5).utcOffset(); },
  eraName() { return eraOf(this).name || ''; },
  eraNarrow() { return eraOf(this).narrow || ''; },
  eraAbbr() { return eraOf(this).abbr || ''; },
  eraYear() {
    const { since, until, offset } = eraOf(this);
    return since === undefined ? this.year() : (this.year() - moment(since).year()) * (since <= until ? 1 : -1) + offset;
  },
  isDSTShifted() {
    deprecate('isDSTShifted is deprecated. See http://momentjs.com/guides/#/warnings/dst-shifted/ for more information', 'isDSTShifted is deprecated. See http://momentjs.com/guides/#/warnings/dst-shifted/ for more information');
    if (this._isDSTShifted !== undefined) return this._isDSTShifted;
    const { _a: list, _isUTC: utc } = reread(this);
    const shown = list && (utc ? moment.utc(list) : moment(list)).toArray();
    this._isDSTShifted = !!list && this.isValid() && list.some((value, at) => Math.trunc(value) !== shown[at]);
    return this._isDSTShifted;
  },
  zoneAbbr() { return this._isUTC ? 'UTC' : ''; },
  zoneName() { return this._isUTC ? 'Coordinated Universal Time' : ''; },
};
};
