//! Asking a person at a terminal.

use dialoguer::{Error, Input, MultiSelect};

use super::draft::{Standing, USER, user_name};
use super::steps;

pub(super) fn summary(usual: &str) -> Result<String, Error> {
    let input = Input::new().with_prompt("What does it show, in one line?");
    input.default(usual.to_owned()).interact_text()
}

pub(super) fn refs() -> Result<Vec<Standing>, Error> {
    listed(
        "What does it stand for? guide:LINE, bug:NUMBER, see:TEXT, with commas; or nothing",
        "",
        str::parse::<Standing>,
    )
}

pub(super) fn users() -> Result<Vec<String>, Error> {
    listed("Who is in it? User names, with commas", USER, user_name)
}

pub(super) fn steps() -> Result<Vec<&'static str>, Error> {
    let names: Vec<&'static str> = steps::names().collect();
    let usual: Vec<bool> = names.iter().map(|name| *name == steps::USUAL).collect();
    let chosen = MultiSelect::new()
        .with_prompt("What happens? Space chooses, Enter ends")
        .items(&names)
        .defaults(&usual)
        .interact()?;
    Ok(chosen.into_iter().map(|at| names[at]).collect())
}

/// Asks for values with commas between them, until each is one.
fn listed<T>(
    prompt: &str,
    usual: &str,
    read: impl Fn(&str) -> Result<T, String> + Copy,
) -> Result<Vec<T>, Error> {
    let all = move |text: &str| -> Result<Vec<T>, String> {
        let parts = text.split(',').map(str::trim);
        parts.filter(|part| !part.is_empty()).map(read).collect()
    };
    let input = Input::new().with_prompt(prompt).allow_empty(true);
    let input = if usual.is_empty() {
        input.show_default(false).default(String::new())
    } else {
        input.default(usual.to_owned())
    };
    let said = input
        .validate_with(move |text: &String| all(text).map(drop))
        .interact_text()?;
    Ok(all(&said).unwrap_or_default())
}
