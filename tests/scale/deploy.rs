//! The files in `.deploy`: their commands are run as they stand there.

use std::path::Path;
use std::process::Command;

use saphyr::{LoadableYamlNode, Yaml};

use super::{all, desk, requests};
use crate::support::command::Desk;
use crate::support::echo::Echo;

const ROWS: usize = 21;

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(".deploy").join(name);
    std::fs::read_to_string(path).unwrap()
}

/// The inputs that the files name.
fn project(echo: &Echo) -> Desk {
    let desk = desk(echo, ROWS);
    for (from, to) in [("c.json", "shop.postman_collection.json"), ("rows.csv", "customers.csv")] {
        std::fs::rename(desk.path(from), desk.path(to)).unwrap();
    }
    desk.file("test.postman_environment.json", r#"{"name": "test", "values": []}"#);
    desk
}

/// Runs a command as a CI system would, with `postbud` on the path.
fn shell(desk: &Desk, command: &str, variables: &[(&str, String)]) {
    let program = Path::new(env!("CARGO_BIN_EXE_postbud")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let output = Command::new("sh")
        .args(["-e", "-c", command])
        .env("PATH", path)
        .env_remove("GITHUB_ACTIONS")
        .envs(variables.iter().map(|(name, value)| (*name, value)))
        .current_dir(desk.path(""))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command}\n{said}");
}

/// Every row was run once, and the report tells so.
fn assert_whole(desk: &Desk, echo: &Echo, junit: &str) {
    let mut seen: Vec<String> = echo.seen().iter().map(|request| request.target()).collect();
    assert_eq!(seen.len(), ROWS * 3);
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), ROWS * 3);
    let report = desk.read(junit);
    assert_eq!(report.matches("<testcase ").count(), ROWS * 3);
}

#[cfg(unix)]
#[test]
fn the_jobs_of_github_run_everything_once() {
    let echo = Echo::start();
    let desk = project(&echo);
    let text = read("github-actions.yml");
    let jobs = &Yaml::load_from_str(&text).unwrap()[0]["jobs"];
    let command = |job: &str| {
        let steps = jobs[job]["steps"].as_vec().unwrap();
        let step = steps.iter().find(|step| step.as_mapping_get("run").is_some()).unwrap();
        step["run"].as_str().unwrap().to_owned()
    };
    let shards = jobs["run"]["strategy"]["matrix"]["shard"].as_vec().unwrap();
    for shard in shards {
        let shard = shard.as_integer().unwrap().to_string();
        let total = shards.len().to_string();
        shell(&desk, &command("run"), &[("SHARD_INDEX", shard), ("SHARD_TOTAL", total)]);
    }
    shell(&desk, &command("report"), &[]);
    assert_whole(&desk, &echo, "report.xml");
}

#[cfg(unix)]
#[test]
fn the_jobs_of_gitlab_run_everything_once() {
    let echo = Echo::start();
    let desk = project(&echo);
    let text = read("gitlab-ci.yml");
    let jobs = &Yaml::load_from_str(&text).unwrap()[0];
    let command = |job: &str| jobs[job]["script"][0].as_str().unwrap().to_owned();
    let parallel = jobs["api"]["parallel"].as_integer().unwrap();
    for index in 1..=parallel {
        let variables =
            [("CI_NODE_INDEX", index.to_string()), ("CI_NODE_TOTAL", parallel.to_string())];
        shell(&desk, &command("api"), &variables);
    }
    shell(&desk, &command("report"), &[]);
    let junit = jobs["report"]["artifacts"]["reports"]["junit"].as_str().unwrap();
    assert_whole(&desk, &echo, junit);
}

#[test]
fn the_pods_of_kubernetes_run_everything_once() {
    let echo = Echo::start();
    let desk = project(&echo);
    std::fs::create_dir(desk.path("streams")).unwrap();
    let text = read("kubernetes.yaml");
    let documents = Yaml::load_from_str(&text).unwrap();
    let job = |name: &str| {
        let named = |document: &&Yaml<'_>| document["metadata"]["name"].as_str() == Some(name);
        &documents.iter().find(named).unwrap()["spec"]
    };
    let arguments = |job: &Yaml<'_>, index: &str| -> Vec<String> {
        let place = |folder: &str| desk.path(folder).display().to_string();
        let arguments = job["template"]["spec"]["containers"][0]["args"].as_vec().unwrap();
        let real = |argument: &Yaml<'_>| {
            let text = argument.as_str().unwrap();
            text.replace("/input/", &place(""))
                .replace("/streams", &place("streams"))
                .replace("$(JOB_COMPLETION_INDEX)", index)
        };
        arguments.iter().map(real).collect()
    };
    let run = |arguments: &[String], index: &str| {
        let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let ran = desk.postbud_with(&words, &[("JOB_COMPLETION_INDEX", index)]);
        assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    };
    let completions = job("postbud")["completions"].as_integer().unwrap();
    for index in 0..completions {
        let index = index.to_string();
        let arguments = arguments(job("postbud"), &index);
        run(&arguments, &index);
        // A pod that is started again after its work was done does nothing.
        run(&arguments, &index);
    }
    run(&arguments(job("postbud-collect"), ""), "");
    assert_whole(&desk, &echo, "streams/report.xml");
    let streams: String =
        (0..completions).map(|index| desk.read(&format!("streams/shard-{index}.ndjson"))).collect();
    assert_eq!(requests(&streams), all(ROWS as u64));
}

#[test]
fn the_image_holds_a_program_and_nobody() {
    let text = read("Dockerfile");
    let last = text.rsplit("\nFROM ").next().unwrap();
    assert!(last.starts_with("scratch\n"), "{last}");
    assert!(last.contains("\nUSER 65534:65534\n") && last.contains("ENTRYPOINT [\"/postbud\"]"));
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for line in text.lines().filter_map(|line| line.strip_prefix("COPY ")) {
        let mut words: Vec<&str> = line.split(' ').collect();
        words.pop();
        for source in words.iter().filter(|_| !line.starts_with("--from")) {
            assert!(root.join(source).exists(), "{source}");
        }
    }
}
