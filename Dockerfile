# Plain Dockerfile syntax: a runner without the buildx plugin has the legacy builder only.
ARG BASE_IMAGE=debian:trixie-slim

FROM ${BASE_IMAGE} AS build
# The JDK first, since the package maven alone would install Debian's default one. A slim image has no
# directory for manual pages, and without it the JDK's alternatives cannot be set up.
RUN mkdir -p /usr/share/man/man1 \
    && apt-get update \
    && export DEBIAN_FRONTEND=noninteractive \
    && apt-get install --yes --no-install-recommends openjdk-25-jdk-headless \
    && apt-get install --yes --no-install-recommends busybox-static maven \
    && rm -rf /var/lib/apt/lists/*
ENV JAVA_HOME=/usr/lib/jvm/build LANG=C.UTF-8
RUN ln -s "$(dirname "$(dirname "$(readlink -f /usr/bin/javac)")")" "$JAVA_HOME"
WORKDIR /build
# Plugins and libraries before the sources, since those change less often. The list of the libraries depends on
# pom.xml alone, and needs the network.
COPY pom.xml ./
RUN mvn --batch-mode --no-transfer-progress --quiet -Dquick clean package cyclonedx:makeBom \
    && mv target/bom.json ./
COPY src/main src/main
RUN mvn --batch-mode --no-transfer-progress --quiet --offline -Dquick clean package
COPY src/test/java/org/dood/network/testing/engine src/test/java/org/dood/network/testing/engine
COPY runtime runtime
# Each file has one date, since a build is to be repeatable. The cache of classes names the runtime's date, and
# is the only part that differs between two builds, so that it has a layer of its own.
RUN runtime/link /action/java \
    && find /action -exec touch --no-dereference --date 2000-01-01T00:00:00Z {} + \
    && runtime/train
# The rest of the image: a shell, the tools that a container hook of Kubernetes looks for, the libraries that the
# JVM links to, the locale without which the JVM reads inputs and prints logs as ASCII, and the licences.
COPY entrypoint.sh keep-route /action/
COPY LICENSE ./
# The shell of Debian knows no pipefail. The jar is there, and without the libraries that are listed, cp fails.
# hadolint ignore=DL4006
RUN cp /bin/busybox /action/busybox \
    && for command in main post detach forward look; do ln -s entrypoint.sh "/action/$command"; done \
    && sha256sum target/dood-network-action.jar | cut -d ' ' -f 1 > /action/jar.sha256 \
    && mkdir -p /image/bin /image/etc /caches/action \
    && for tool in sh chmod env find mv rm stat tail tar; do ln -s /action/busybox "/image/bin/$tool"; done \
    && echo 'hosts: files dns' > /image/etc/nsswitch.conf \
    && cp --parents -r /usr/lib/locale/C.utf8 /image \
    && find /action/java -name '*.so' -exec ldd /action/java/bin/java {} + \
      | grep -o '\s/lib[^ ]*' | sort -u | xargs cp --parents -L -t /image \
    && runtime/papers /image \
    && cp --archive --link /action /image \
    && mv /image/action/*.aot /caches/action \
    && find /image /caches -exec touch --no-dereference --date 2000-01-01T00:00:00Z {} +

FROM scratch
COPY --from=build /image /
COPY --from=build /caches /
ENTRYPOINT ["/action/entrypoint.sh"]
