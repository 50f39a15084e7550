# Two images: engine (the last, default) and sandbox. docs/deployment.md
FROM docker.io/library/maven:3.9.11-eclipse-temurin-17 AS build
WORKDIR /build
COPY . .
RUN mvn -q -B -Dlauncher -Dmaven.test.skip package -pl app,sandbox -am

FROM docker.io/library/eclipse-temurin:17.0.17_10-jre AS runtime
RUN groupadd --gid 10001 journey && useradd --uid 10001 --gid journey --home-dir /opt/journey --no-create-home journey
WORKDIR /opt/journey

FROM runtime AS sandbox
COPY --from=build /build/sandbox/target/lib lib
COPY --from=build /build/sandbox/target/sandbox.jar sandbox.jar
RUN mkdir /var/lib/sandbox && chown journey /var/lib/sandbox
USER 10001
EXPOSE 8090
ENTRYPOINT ["java", "-jar", "/opt/journey/sandbox.jar"]

FROM runtime AS engine
# The libraries change seldom: a layer of their own.
COPY --from=build /build/app/target/lib lib
COPY --from=build /build/app/target/journey-server.jar journey-server.jar
COPY --chmod=755 deploy/ready ready
COPY config.yml LICENSE ./
USER 10001
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["/opt/journey/ready"]
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "-jar", "/opt/journey/journey-server.jar"]
CMD ["server", "/opt/journey/config.yml"]
