# openzro-harness: one static program and the scenarios, no root. docker/build makes it.
FROM scratch
COPY openzro-harness /openzro-harness
COPY scenarios /scenarios
USER 65532:65532
# It runs scenarios and ends; healthy is a program that starts and can read them.
HEALTHCHECK --interval=30s --timeout=5s CMD ["/openzro-harness", "validate", "/scenarios"]
ENTRYPOINT ["/openzro-harness"]
CMD ["run", "--logs", "/tmp/openzro-harness", "/scenarios"]
