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
WORKDIR /build
# Plugins and libraries first: they change less often than the sources.
COPY pom.xml ./
RUN mvn --batch-mode --no-transfer-progress --quiet -Dquick clean package
COPY src/main src/main
RUN mvn --batch-mode --no-transfer-progress --quiet --offline -Dquick clean package
COPY runtime runtime
RUN runtime/link /action/java && runtime/train
# All else that the image holds: a shell, the libraries that the JVM asks for, and the locale without which
# it reads inputs and prints logs as ASCII.
COPY entrypoint.sh keep-route /action/
RUN cp /bin/busybox /action/busybox \
    && for command in main post forward; do ln -s entrypoint.sh "/action/$command"; done \
    && sha256sum target/dood-network-action.jar | cut -d ' ' -f 1 > /action/jar.sha256 \
    && mkdir -p /image/bin /image/etc \
    && ln -s /action/busybox /image/bin/sh \
    && echo 'hosts: files dns' > /image/etc/nsswitch.conf \
    && cp --parents -r /usr/lib/locale/C.utf8 /image \
    && find /action/java -name '*.so' -exec ldd /action/java/bin/java {} + \
      | grep -o '\s/lib[^ ]*' | sort -u | xargs cp --parents -L -t /image

FROM scratch
COPY --from=build /image /
COPY --from=build /action /action
ENTRYPOINT ["/action/entrypoint.sh"]
