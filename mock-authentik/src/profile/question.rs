//! A question on what differs between versions, with its answers and with where they are known from.

use super::Profile;

/// A question on what differs between versions of Authentik.
#[derive(Debug)]
pub struct Question {
    /// What handlers ask.
    pub name: &'static str,
    /// What that means.
    pub what: &'static str,
    /// Where the answers are known from.
    pub evidence: &'static [Evidence],
    answer: fn(Profile) -> String,
}

/// Where the answers to a question are known from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// From a recording of each recorded version, and what its recorder called the entry.
    Recording(&'static str, &'static str),
    /// From the comparison of the recorded versions, by its topic.
    Differences(&'static str),
    /// From what is known of Authentik, by its section.
    Reference(&'static str),
    /// From Authentik's source: the version, and the file in it.
    Source(&'static str),
}

/// How well the answer of one profile is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// A recording of the version shows it, and is replayed by the tests.
    Recorded(Vec<Evidence>),
    /// A text tells of this version, or from which version on it is so.
    Told(Vec<Evidence>),
    /// The recorded versions before and after it answer alike.
    Between(Profile, Profile),
    /// It is taken to be as this recorded version is.
    Assumed(Profile),
}

impl Question {
    pub(super) const fn new(
        (name, what): (&'static str, &'static str),
        evidence: &'static [Evidence],
        answer: fn(Profile) -> String,
    ) -> Self {
        Self {
            name,
            what,
            evidence,
            answer,
        }
    }

    /// The answer of a profile, as Rust writes it.
    pub fn answer(&self, profile: Profile) -> String {
        (self.answer)(profile)
    }

    /// How well the answer of a profile is known.
    pub fn known(&self, profile: Profile) -> Known {
        let (recordings, texts): (Vec<Evidence>, Vec<Evidence>) = self
            .evidence
            .iter()
            .partition(|evidence| matches!(evidence, Evidence::Recording(..)));
        if profile.is_recorded() {
            return if recordings.is_empty() {
                Known::Told(texts)
            } else {
                Known::Recorded(recordings)
            };
        }
        let recorded = || Profile::ALL.into_iter().filter(|one| one.is_recorded());
        let before = recorded().rfind(|one| *one < profile);
        let after = recorded().find(|one| *one > profile);
        let texts: Vec<Evidence> = texts
            .into_iter()
            .filter(|text| !matches!(text, Evidence::Differences(_)))
            .collect();
        match (before, after) {
            (Some(before), Some(after)) if self.answer(before) == self.answer(after) => {
                Known::Between(before, after)
            }
            (Some(before), after) if texts.is_empty() => {
                let answer = self.answer(profile);
                let like_after = after.filter(|after| self.answer(*after) == answer);
                Known::Assumed(like_after.unwrap_or(before))
            }
            _ => Known::Told(texts),
        }
    }
}

/// Declares questions on [`Profile`], and a table of them with their evidence: each is a documented function
/// without arguments, and says `#[known(…)]` with one or several of [`Evidence`].
macro_rules! questions {
    ($table:ident; $(
        $(#[doc = $what:literal])+
        #[known($($kind:ident($($text:literal),+)),+ $(,)?)]
        fn $name:ident($this:ident) -> $answer:ty $body:block
    )+) => {
        impl Profile {
            $(
                $(#[doc = $what])+
                pub(crate) fn $name($this) -> $answer $body
            )+
        }

        /// The questions above.
        pub(super) const $table: &[$crate::profile::Question] = &[$(
            $crate::profile::Question::new(
                (stringify!($name), concat!($($what),+)),
                &[$($crate::profile::Evidence::$kind($($text),+)),+],
                |profile| format!("{:?}", profile.$name()),
            )
        ),+];
    };
}

pub(super) use questions;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_assumed_is_as_in_a_recorded_version() {
        for question in Profile::questions() {
            for profile in Profile::ALL {
                if let Known::Assumed(like) = question.known(profile) {
                    let (answer, alike) = (question.answer(profile), question.answer(like));
                    assert_eq!(answer, alike, "{} of {profile}", question.name);
                }
            }
        }
    }

    #[test]
    fn between_recorded_versions_that_agree_nothing_differs() {
        for question in Profile::questions() {
            for profile in Profile::ALL {
                if let Known::Between(before, _) = question.known(profile) {
                    let (answer, alike) = (question.answer(profile), question.answer(before));
                    assert_eq!(answer, alike, "{} of {profile}", question.name);
                }
            }
        }
    }

    #[test]
    fn a_question_has_one_name() {
        let mut names: Vec<_> = Profile::questions().map(|question| question.name).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
