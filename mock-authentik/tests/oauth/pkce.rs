//! Proof keys for code exchange.

use crate::world::{CALLBACK, Fields, World};

#[tokio::test]
async fn a_verifier_is_bound_to_its_challenge() {
    let world = World::new().await;
    world.log_in().await;
    // RFC 7636, appendix B.
    let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    let challenge = (
        "code_challenge",
        "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
    );
    let s256 = [challenge, ("code_challenge_method", "S256")];
    let plain = [("code_challenge", verifier)];
    let table: [(&str, Fields<'_>, &str, u16); 7] = [
        ("observed, section 5", &[], "", 200),
        ("reference, section 2.3", &[], verifier, 400),
        ("observed, section 5", &s256, "", 400),
        ("observed, section 5", &s256, "wrong", 400),
        ("observed, section 5", &s256, verifier, 200),
        (
            "observed, section 4: plain is the default",
            &plain,
            verifier,
            200,
        ),
        ("src/views/token.py", &[challenge], verifier, 400),
    ];
    for (evidence, asked, verifier, status) in table {
        let code = world.code(asked).await;
        let form = [
            ("grant_type", "authorization_code"),
            ("code", &code),
            ("redirect_uri", CALLBACK),
            ("code_verifier", verifier),
        ];
        let answer = world.token(&form).await;
        assert_eq!(answer.status, status, "{evidence}: {asked:?} {verifier}");
        // A failed attempt does not burn the code; a good one does.
        let again = world.token(&form).await;
        assert_eq!(
            again.outcome(),
            (400, "invalid_grant".to_owned()),
            "{evidence}"
        );
    }
}

#[tokio::test]
async fn a_code_survives_a_wrong_verifier() {
    let world = World::new().await;
    world.log_in().await;
    let code = world.code(&[("code_challenge", "right")]).await;
    for (verifier, status) in [("wrong", 400), ("right", 200), ("right", 400)] {
        let form = [
            ("grant_type", "authorization_code"),
            ("code", &code),
            ("redirect_uri", CALLBACK),
            ("code_verifier", verifier),
        ];
        assert_eq!(
            world.token(&form).await.status,
            status,
            "observed, section 5"
        );
    }
}
