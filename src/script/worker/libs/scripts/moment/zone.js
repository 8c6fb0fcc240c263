// moment: what a moment is, in whose time, and how it is written.
const names = require('moment/names');
const { format } = require('moment/format');
const read = require('moment/parse');
return ({ moment, Moment, INVALID }) => ({
  isValid() { return this._isValid; },
  invalidAt() { return this._pf.overflow; },
  parsingFlags() { return { ...this._pf }; },
  creationData() { return { input: this._i, format: this._f, locale: this.localeData(), isUTC: !!this._isUTC, strict: this._strict }; },
  clone() { return new Moment(new Date(this._d.getTime()), { ...this }); },
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
  toString() { return this.clone().format('ddd MMM DD YYYY HH:mm:ss [GMT]ZZ'); },
  inspect() { return this.isValid() ? `moment${this.isLocal() ? '' : this.utcOffset() === 0 ? '.utc' : '.parseZone'}("${this.format('YYYY-MM-DD[T]HH:mm:ss.SSS')}${this.isLocal() ? '' : this.utcOffset() === 0 ? '+00:00' : this.format('Z')}")` : `moment.invalid(/* ${this._i} */)`; },
  format(text) {
    if (!this.isValid()) return this.localeData().invalidDate();
    return format(this, text || (this.isUtc() ? moment.defaultFormatUtc : moment.defaultFormat));
  },

  utcOffset(value, keepLocal) {
    if (value == null) return !this.isValid() ? NaN : this._isUTC ? this._offset || 0 : -Math.round(this._d.getTimezoneOffset());
    if (!this.isValid()) return this;
    let minutes = value;
    if (typeof value === 'string') {
      minutes = read.offsetOf(value);
      if (minutes === null) return this;
    } else if (Math.abs(value) < 16) minutes = value * 60;
    const before = this.utcOffset();
    const shown = keepLocal ? this._d.getTime() + (this._isUTC ? 0 : before * 60000) : this.valueOf() + minutes * 60000;
    this._offset = minutes;
    this._isUTC = true;
    this._d = new Date(shown);
    return this;
  },
  utc(keepLocal) { return this.utcOffset(0, keepLocal); },
  local(keepLocal) {
    if (!this._isUTC) return this;
    const time = this.valueOf();
    const fields = this.toArray();
    this._isUTC = false;
    this._offset = undefined;
    this._d = keepLocal ? names.localTime(...fields) : new Date(time);
    return this;
  },
  parseZone() {
    if (this._read != null) this.utcOffset(this._read, false);
    else if (typeof this._i === 'string') {
      const minutes = read.offsetOf(this._i);
      this.utcOffset(minutes === null ? 0 : minutes, minutes === null);
    }
    return this;
  },
  hasAlignedHourOffset(other) { return this.isValid() && (this.utcOffset() - (other ? moment(other).utcOffset() : 0)) % 60 === 0; },
  isUtc() { return this.isValid() && !!this._isUTC && !this._offset; },
  isUTC() { return this.isUtc(); },
  isLocal() { return this.isValid() && !this._isUTC; },
  isUtcOffset() { return this.isValid() && !!this._isUTC; },
  isDST() { return this.utcOffset() > this.clone().month(0).utcOffset() || this.utcOffset() > this.clone().month(5).utcOffset(); },
  eraName() { return this.format('NNNN'); },
  eraNarrow() { return this.format('NNNNN'); },
  eraAbbr() { return this.format('N'); },
  eraYear() { return this.year() > 0 ? this.year() : 1 - this.year(); },
  zoneAbbr() { return this._isUTC ? 'UTC' : ''; },
  zoneName() { return this._isUTC ? 'Coordinated Universal Time' : ''; },
});
