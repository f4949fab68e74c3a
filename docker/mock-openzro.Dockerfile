# mock-openzro: one static program, no root. docker/build makes it.
FROM scratch
COPY mock-openzro /mock-openzro
USER 65532:65532
EXPOSE 8080
HEALTHCHECK --interval=5s --timeout=2s CMD ["/mock-openzro", "healthcheck", "http://127.0.0.1:8080"]
ENTRYPOINT ["/mock-openzro", "management"]
CMD ["--port=8080"]
