# Plain Dockerfile syntax: a runner without the buildx plugin has the legacy builder only.
ARG BASE_IMAGE=debian:trixie-slim

FROM ${BASE_IMAGE} AS build
# The JDK first: maven on its own would bring Debian's default one along. And a slim image has no
# directory for manual pages, without which the JDK's alternatives cannot be set up.
RUN mkdir -p /usr/share/man/man1 \
    && apt-get update \
    && export DEBIAN_FRONTEND=noninteractive \
    && apt-get install --yes --no-install-recommends openjdk-25-jdk-headless \
    && apt-get install --yes --no-install-recommends busybox-static maven \
    && rm -rf /var/lib/apt/lists/*
ENV JAVA_HOME=/usr/lib/jvm/build LANG=C.UTF-8
RUN ln -s "$(dirname "$(dirname "$(readlink -f /usr/bin/javac)")")" "$JAVA_HOME"
# The link's modules that docker-java, Jackson and logback reach; none of theirs is a module itself.
# Debian's JDK brings its debug symbols as files of their own, which jlink takes along.
RUN "$JAVA_HOME/bin/jlink" --output /action/java \
      --add-modules java.base,java.naming,jdk.unsupported \
      --strip-java-debug-attributes --no-header-files --no-man-pages \
    && find /action/java -name '*.debuginfo' -delete
WORKDIR /build
# Plugins and libraries first: they change less often than the sources.
COPY pom.xml ./
RUN mvn --batch-mode --no-transfer-progress --quiet -Dquick clean package
COPY src/main src/main
RUN mvn --batch-mode --no-transfer-progress --quiet --offline -Dquick clean package \
    && cp -r target/dood-network-action.jar target/lib /action/
COPY entrypoint.sh keep-route /action/
RUN cp /bin/busybox /action/busybox \
    && for command in main post forward; do ln -s entrypoint.sh "/action/$command"; done
# A run of this very jar, as far as it gets without an engine, leaves a cache of its classes, ready to
# be used. A second one shows that it is: with AOTMode=on, a JVM that cannot use it does not start.
RUN stage() { env -i LANG=C.UTF-8 INPUT_NETWORK=none /action/java/bin/java "$@" \
      -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -jar /action/dood-network-action.jar main; } \
    && ! stage -XX:AOTCacheOutput=/action/classes.aot \
    && stage -XX:AOTMode=on -XX:AOTCache=/action/classes.aot | grep 'no connection to the engine'
# The same for the forwarder, in a cache of its own: it stays in memory for as long as the job runs, and
# a cache of all classes would take half as much again. It forwards to itself, and on to nobody.
RUN forward() { env -i LANG=C.UTF-8 /bin/busybox timeout 4 /action/java/bin/java "$@" \
      -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp /action/dood-network-action.jar \
      org.dood.network.forward.ForwardCommand 1 127.0.0.1 4001=127.0.0:4002 4002=127.0.0:4003; }; \
    { sleep 2; echo | /bin/busybox nc -w 1 127.0.0.1 4001; } & \
    forward -XX:AOTCacheOutput=/action/forward.aot; \
    forward -XX:AOTMode=on -XX:AOTCache=/action/forward.aot | grep ready

FROM ${BASE_IMAGE}
COPY --from=build /action /action
ENTRYPOINT ["/action/entrypoint.sh"]
