# mock-authentik: one static program, no root. docker/build makes it.
FROM scratch
COPY mock-authentik /mock-authentik
USER 65532:65532
EXPOSE 9000
HEALTHCHECK --interval=5s --timeout=2s CMD ["/mock-authentik", "healthcheck", "127.0.0.1:9000"]
ENTRYPOINT ["/mock-authentik"]
CMD ["serve", "--listen", "0.0.0.0:9000"]
