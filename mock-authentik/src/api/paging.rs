//! Pages of a list, with page numbers.

use std::ops::Range;

use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};

use super::ApiError;
use crate::app::App;
use crate::http::{Form, api_json};

/// The page of a list that a request asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Page {
    count: usize,
    current: usize,
    total: usize,
    /// Which items are on it.
    pub(crate) range: Range<usize>,
}

impl Page {
    /// The page of `count` items that `page` and `page_size` ask for. A wrong size is the default
    /// size; a wrong number is refused (observed, section 9).
    pub(crate) fn of(app: &App, query: &Form, count: usize) -> Result<Self, ApiError> {
        let default = app.profile().default_page_size();
        let asked = query
            .get("page_size")
            .and_then(|size| size.trim().parse().ok());
        let size = asked.filter(|size| *size > 0).unwrap_or(default);
        Self::numbered(
            query.get("page"),
            size.min(app.profile().largest_page_size().unwrap_or(usize::MAX)),
            count,
        )
    }

    fn numbered(number: Option<&str>, size: usize, count: usize) -> Result<Self, ApiError> {
        let total = count.div_ceil(size).max(1);
        let current = match number {
            None | Some("") => 1,
            Some("last") => total,
            Some(number) => number.trim().parse().map_err(|_| ApiError::InvalidPage)?,
        };
        if current == 0 || current > total {
            return Err(ApiError::InvalidPage);
        }
        let first = (current - 1) * size;
        let range = first..first.saturating_add(size).min(count);
        Ok(Self {
            count,
            current,
            total,
            range,
        })
    }

    fn to_json(&self) -> Value {
        let next = if self.current < self.total {
            self.current + 1
        } else {
            0
        };
        json!({
            "next": next,
            "previous": self.current - 1,
            "count": self.count,
            "current": self.current,
            "total_pages": self.total,
            "start_index": if self.count == 0 { 0 } else { self.range.start + 1 },
            "end_index": self.range.end,
        })
    }

    /// The answer: where the page is, what is on it, and what a search can be completed with.
    pub(crate) fn answer(&self, app: &App, results: &[Value], autocomplete: &Value) -> Response {
        let mut body = json!({"pagination": self.to_json(), "results": results});
        if app.profile().lists_have_autocomplete() {
            body["autocomplete"] = autocomplete.clone();
        }
        api_json(StatusCode::OK, &body)
    }
}

/// Answers with the page of `items` that the query asks for.
pub(crate) fn paginate<T>(
    app: &App,
    query: &Form,
    items: &[T],
    render: impl FnMut(&T) -> Value,
) -> Result<Response, ApiError> {
    let page = Page::of(app, query, items.len())?;
    let results: Vec<Value> = items[page.range.clone()].iter().map(render).collect();
    Ok(page.answer(app, &results, &json!({})))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn pages_cover_each_item_once(count in 0_usize..500, size in 1_usize..120) {
            let mut covered = 0;
            let mut number = 1;
            while number != 0 {
                let page = Page::numbered(Some(&number.to_string()), size, count).unwrap();
                prop_assert_eq!(page.range.start, covered);
                covered = page.range.end;
                number = usize::try_from(page.to_json()["next"].as_u64().unwrap()).unwrap();
            }
            prop_assert_eq!(covered, count);
        }
    }

    #[test]
    fn only_pages_that_exist_are_answered() {
        for wrong in ["0", "-1", "abc", "3", "99999999999999999999"] {
            assert_eq!(
                Page::numbered(Some(wrong), 3, 6),
                Err(ApiError::InvalidPage)
            );
        }
        assert_eq!(Page::numbered(Some("last"), 3, 6).unwrap().range, 3..6);
        assert_eq!(Page::numbered(None, 20, 0).unwrap().range, 0..0);
    }
}
