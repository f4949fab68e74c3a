//! Walking over the pages of a list of users, as openZro does: page after page, until one says that it is
//! the last.
//!
//! Pages are numbers of rows, so that what changes before the place that a walk has come to shifts all
//! that follows. The law that holds is: of the users who are there all the while, a walk misses at most as
//! many as were deleted before its place, and meets at most as many twice as were created before it. When
//! nothing changes there, it meets each exactly once.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use reqwest::Method;
use serde_json::json;

use crate::installation::{Answer, Installation, cases, runtime};

/// One page: who is on it, and which comes next.
async fn page(installation: &Installation, query: &str, number: u64) -> Option<(Vec<String>, u64)> {
    let path = format!("core/users/?page={number}&{query}");
    let Answer { status, body, .. } = installation.api(Method::GET, &path, None).await;
    if status == 404 {
        assert_eq!(body["detail"], "Invalid page.");
        return None;
    }
    let rows = body["results"].as_array().unwrap();
    let names = rows
        .iter()
        .map(|row| row["username"].as_str().unwrap().to_owned());
    Some((
        names.collect(),
        body["pagination"]["next"].as_u64().unwrap(),
    ))
}

/// The users of the mock by name, as the law's own book of them.
struct Book<'a> {
    installation: &'a Installation,
    users: BTreeMap<String, i64>,
}

impl Book<'_> {
    async fn create(&mut self, name: &str) -> bool {
        if self.users.contains_key(name) {
            return false;
        }
        let user = Some(json!({"username": name, "name": name}));
        let made = self
            .installation
            .api(Method::POST, "core/users/", user)
            .await;
        assert_eq!(made.status, 201);
        self.users
            .insert(name.to_owned(), made.body["pk"].as_i64().unwrap());
        true
    }

    /// Deletes the `nth` user, counted around, and answers with the name.
    async fn delete(&mut self, nth: usize) -> Option<String> {
        let nth = nth.checked_rem(self.users.len())?;
        let name = self.users.keys().nth(nth)?.clone();
        let pk = self.users.remove(&name)?;
        let path = format!("core/users/{pk}/");
        let deleted = self.installation.api(Method::DELETE, &path, None).await;
        assert_eq!(deleted.status, 204);
        Some(name)
    }
}

async fn clear(installation: &Installation) {
    while let Some((names, _)) =
        page(installation, "page_size=100&path=users&type=internal", 1).await
    {
        let mut deleted = 0;
        for name in names.iter().filter(|name| *name != "akadmin") {
            let found = format!("core/users/?username={name}");
            let found = installation.api(Method::GET, &found, None).await;
            let path = format!("core/users/{}/", found.body["results"][0]["pk"]);
            installation.api(Method::DELETE, &path, None).await;
            deleted += 1;
        }
        if deleted == 0 {
            return;
        }
    }
}

fn name() -> impl Strategy<Value = String> {
    "[a-z]{1,3}"
}

#[derive(Clone, Debug)]
enum Change {
    Create(String),
    Delete(usize),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        name().prop_map(Change::Create),
        any::<usize>().prop_map(Change::Delete),
    ]
}

/// How often each name was met.
fn counted(names: &[String]) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for name in names {
        *counts.entry(name.as_str()).or_default() += 1;
    }
    counts
}

#[test]
fn a_walk_over_a_list_that_stands_still_meets_each_user_once() {
    let runtime = runtime();
    let installation = runtime.block_on(Installation::start());
    let orderings = prop::sample::select(vec![
        "username",
        "-username",
        "pk",
        "-pk",
        "name",
        "date_joined",
        "-last_login",
        "type,-pk",
        "bogus",
        "",
    ]);
    let names = prop::collection::btree_set(name(), 0..24);
    proptest!(cases(12), |(names in names, size in 1_u32..12, ordering in orderings)| {
        runtime.block_on(async {
            clear(&installation).await;
            let mut book = Book { installation: &installation, users: BTreeMap::new() };
            for name in &names {
                book.create(name).await;
            }
            let query = format!("page_size={size}&ordering={ordering}");
            let (mut met, mut next) = (Vec::new(), 1);
            while next != 0 {
                let (names, following) = page(&installation, &query, next).await.unwrap();
                met.extend(names);
                next = following;
            }
            let counts = counted(&met);
            prop_assert!(counts.values().all(|count| *count == 1), "{counts:?}");
            prop_assert!(names.iter().all(|name| counts.contains_key(name.as_str())));
            Ok(())
        })?;
    });
}

#[test]
fn what_a_walk_misses_was_shifted_by_deletes_and_what_it_repeats_by_creations() {
    let runtime = runtime();
    let installation = runtime.block_on(Installation::start());
    let names = prop::collection::btree_set(name(), 1..24);
    let changes = prop::collection::vec(prop::collection::vec(change(), 0..3), 0..8);
    proptest!(cases(16), |(names in names, size in 1_u32..8, changes in changes)| {
        runtime.block_on(async {
            clear(&installation).await;
            let mut book = Book { installation: &installation, users: BTreeMap::new() };
            for name in &names {
                book.create(name).await;
            }
            let mut steady: BTreeSet<String> = book.users.keys().cloned().collect();
            let query = format!("page_size={size}");
            let (mut met, mut next) = (Vec::<String>::new(), 1);
            let (mut deleted_before, mut created_before) = (0, 0);
            let mut changes = changes.into_iter();
            while next != 0 {
                let Some((names, following)) = page(&installation, &query, next).await else {
                    break;
                };
                met.extend(names);
                next = following;
                // The place of the walk is the last row that it has read.
                let place = met.last().cloned().unwrap_or_default();
                for change in changes.next().unwrap_or_default() {
                    match change {
                        Change::Create(name) => {
                            if book.create(&name).await && name < place {
                                created_before += 1;
                            }
                        }
                        Change::Delete(nth) => {
                            if let Some(name) = book.delete(nth).await {
                                steady.remove(&name);
                                deleted_before += usize::from(name <= place);
                            }
                        }
                    }
                }
            }
            let counts = counted(&met);
            let times = |name: &String| counts.get(name.as_str()).copied().unwrap_or_default();
            let missed = steady.iter().filter(|name| times(name) == 0).count();
            let repeated: usize = steady.iter().map(|name| times(name).saturating_sub(1)).sum();
            prop_assert!(missed <= deleted_before, "{missed} missed, {deleted_before} deleted before");
            prop_assert!(repeated <= created_before, "{repeated} repeated, {created_before} created before");
            Ok(())
        })?;
    });
}

/// Others create and delete users all the while, after everyone whom the walk looks for.
#[test]
fn changes_behind_everyone_disturb_no_walk() {
    let runtime = runtime();
    runtime.block_on(async {
        let installation = Installation::start().await;
        let mut book = Book {
            installation: &installation,
            users: BTreeMap::new(),
        };
        for number in 0..40 {
            book.create(&format!("steady-{number:02}")).await;
        }
        let others = async |start: usize| {
            let mut book = Book {
                installation: &installation,
                users: BTreeMap::new(),
            };
            for number in 0..40 {
                book.create(&format!("z-{start}-{number}")).await;
                if number % 2 == 1 {
                    book.delete(number).await;
                }
            }
        };
        let walks = async {
            for size in [1, 3, 7, 40] {
                let query = format!("page_size={size}");
                let (mut met, mut next) = (Vec::new(), 1);
                while next != 0 {
                    let Some((names, following)) = page(&installation, &query, next).await else {
                        break;
                    };
                    met.extend(names.into_iter().filter(|name| name.starts_with("steady")));
                    next = following;
                }
                assert!(met.iter().eq(book.users.keys()), "pages of {size}: {met:?}");
            }
        };
        tokio::join!(walks, others(1), others(2));
        assert!(installation.is_healthy().await);
    });
}
