//! Each defect of a token is the one that was asked for, and the only one.

use mock_authentik::Fault;
use mock_authentik::faults::{Defect, TokenDefect, TokenFault, WhichToken};

use crate::verifier::Finding;
use crate::world::World;

fn defects() -> Vec<(TokenDefect, Finding)> {
    vec![
        (TokenDefect::Expired, Finding::Expired),
        (TokenDefect::NbfInFuture, Finding::NotYetValid),
        (TokenDefect::IatInFuture, Finding::IssuedAhead),
        (TokenDefect::WrongIssuer, Finding::Issuer),
        (TokenDefect::WrongAudience, Finding::Audience),
        (TokenDefect::UnknownKid, Finding::UnknownKid),
        (TokenDefect::BadSignature, Finding::Signature),
        (TokenDefect::AlgNone, Finding::Algorithm("none".into())),
        (
            TokenDefect::Hs256WithPublicKey,
            Finding::Algorithm("HS256".into()),
        ),
        (
            TokenDefect::MissingClaims(vec!["sub".into()]),
            Finding::Missing("sub".into()),
        ),
        (TokenDefect::Opaque, Finding::NotAJwt),
    ]
}

fn fault(defect: TokenDefect, of: WhichToken) -> Fault {
    Fault::new("defect", Defect::Token(TokenFault { defect, of }))
}

#[tokio::test]
async fn each_defect_is_the_only_one() {
    let world = World::start(|builder| builder).await;
    let verifier = world.verifier().await;
    let findings = async || world.tokens().await.map(|token| verifier.findings(&token));
    assert_eq!(findings().await, [vec![], vec![]]);
    for (defect, finding) in defects() {
        for (of, expected) in [
            (WhichToken::Access, [vec![finding.clone()], vec![]]),
            (WhichToken::Id, [vec![], vec![finding.clone()]]),
            (
                WhichToken::Both,
                [vec![finding.clone()], vec![finding.clone()]],
            ),
        ] {
            world.mock.faults().set(fault(defect.clone(), of).times(1));
            assert_eq!(findings().await, expected, "{defect:?} of {of:?}");
            assert_eq!(world.mock.faults().hits("defect"), Some(1));
            assert_eq!(findings().await, [vec![], vec![]], "{defect:?} wears off");
        }
    }
}

#[tokio::test]
async fn several_claims_can_be_missing() {
    let missing = TokenDefect::MissingClaims(vec!["email".into(), "exp".into()]);
    let world = World::start(|builder| builder.fault(fault(missing, WhichToken::Id))).await;
    let verifier = world.verifier().await;
    let [access, id] = world.tokens().await;
    assert_eq!(verifier.findings(&access), []);
    let expected = ["exp", "email"].map(|name| Finding::Missing(name.into()));
    assert_eq!(verifier.findings(&id), expected);
}

/// Authentik looks tokens up and never verifies them (observed, section 12).
#[tokio::test]
async fn the_issuer_knows_its_tokens_whatever_is_wrong_with_them() {
    let world = World::start(|builder| builder).await;
    for (defect, _) in defects() {
        world
            .mock
            .faults()
            .set(fault(defect.clone(), WhichToken::Both));
        let [access, _] = world.tokens().await;
        assert_eq!(world.userinfo(&access).await, 200, "{defect:?}");
        let (_, told) = world.post("introspect", &[("token", &access)]).await;
        assert_eq!(told["active"], true, "{defect:?}");
    }
}

#[tokio::test]
async fn a_route_narrows_it() {
    let elsewhere = fault(TokenDefect::Expired, WhichToken::Both);
    let elsewhere = elsewhere.at("/api/**".parse().unwrap());
    let world = World::start(|builder| builder.fault(elsewhere)).await;
    let verifier = world.verifier().await;
    for token in world.tokens().await {
        assert_eq!(verifier.findings(&token), []);
    }
    assert_eq!(world.mock.faults().hits("defect"), Some(0));
}
