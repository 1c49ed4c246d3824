package org.dood.network.report;

import java.util.Locale;

/**
 * The known causes of an error. A code never changes its meaning, since people search for it.
 * {@code docs/troubleshooting.md} has a paragraph for each, made from its explanation here and an
 * example.
 */
enum ErrorCode {
  INPUT_NAME(
      "An input takes names or ids of networks or containers, and its text cannot be one. Often an expression gave"
          + " something else than expected: look at the step's inputs in its log."),
  INPUT_CHOICE("An input takes one of a few words."),
  INPUT_TIME("An input takes a length of time."),
  INPUT_SERVICE(
      "`wait-for` takes the names of services as they stand under `services:`, with or without a port."),
  INPUT_PORTS(
      "`localhost-ports` takes ports and ranges of ports, such as `8080 9000-9010`, 100 ports in all."),
  INPUT_WAIT_FOR("`wait-for` says which services to wait for, and `wait` for how long. Set both."),
  INPUT_ADDRESS(
      "`docker-host` takes the address of Docker, or of a proxy in front of it, as the step's own container reaches it."),
  INPUT_TLS(
      "The inputs for TLS take the text of PEM files, usually from secrets. The certificate and the key belong together."),
  SOCKET_ELSEWHERE(
      "GitHub's runner mounts `/var/run/docker.sock` into a container action and no other socket, so no other can be"
          + " used. [Runner set-up](runner-setup.md#selinux-user-namespaces-rootless-docker-podman) says how rootless"
          + " Docker and Podman offer theirs at that path."),
  SOCKET_MISSING(
      "There is no Docker on the host, or its socket is elsewhere. Without the socket no container action and no"
          + " service of a job works."),
  SOCKET_DIRECTORY(
      "If a path that does not exist is mounted, Docker creates a directory there. This happened to the socket's path"
          + " when Docker, or a rootless Docker's link, was not there yet."),
  SOCKET_SELINUX("The host enforces SELinux, and its policy denies containers the socket."),
  SOCKET_USER_NAMESPACE(
      "Docker runs containers with `userns-remap`, so that root in the step's container is another user on the host."),
  SOCKET_PERMISSION("The step's container runs as root, and yet may not use the socket."),
  SOCKET_SILENT(
      "The socket is there, and no program listens at it: Docker is stopped, or is starting."),
  HOST_UNKNOWN(
      "The step's container looks up the name in `docker-host` on the job network, where names of other networks, such"
          + " as that of a Compose project, are not known."),
  HOST_REFUSED("The host in `docker-host` can be reached, and nothing listens at that port."),
  HOST_CLOSED("Something listens at `docker-host`, and ends the connection before it answers."),
  TLS_MISSING("TLS is set up for the step, and the other side does not use it."),
  TLS_NEEDED("The other side uses TLS, and the step is not set up for it."),
  TLS_ENGINE_UNTRUSTED("The step does not trust the certificate that the other side shows."),
  TLS_CLIENT_UNTRUSTED("The other side does not trust the step's certificate, or there is none."),
  ENGINE_SILENT(
      "Docker did not answer a call in time. It may be overloaded, or blocked by its storage or network."),
  ENGINE_ERROR("Docker answered that it failed by itself. Its own words are in the message."),
  CALL_REFUSED(
      "A proxy in front of the socket, or an authorization plugin of Docker, does not let the call pass."
          + " [The calls](api-calls.md) that the step makes are listed, and `doctor` tries each of them."),
  NOT_AN_ENGINE("What answered is no Docker and no Podman, for example a web server."),
  NETWORK_MISSING(
      "An input names a network that Docker does not have. A Compose network exists after `up`."),
  RUNNER_MISSING("The input `runner-container` names a container that Docker does not have."),
  RUNNER_AMBIGUOUS("The text of the input `runner-container` fits several containers."),
  RUNNER_STOPPED(
      "The container to attach is not running. Docker would record the attachment and not make it."),
  RUNNER_UNPROVEN(
      "The runner's container is the one in which the `docker run` of this very step is running. Docker could not say"
          + " that of some containers."),
  RUNNER_CONTESTED("The evidence speaks for several containers."),
  RUNNER_UNATTACHABLE(
      "The network of the runner's container was not made by Docker, as with Nomad, ECS or Kubernetes, where a pause"
          + " container has it, or with rootless Podman."),
  STEP_UNKNOWN(
      "The Docker that the step asks does not run the step's own container. The socket belongs to another Docker, or"
          + " `docker-host` leads to one."),
  WORK_DIRECTORY(
      "GitHub's runner mounts its work directory into each container action by a path that Docker looks for on its own"
          + " host. If the runner is a container and the path is not the same on the host, Docker mounts an empty"
          + " directory: outputs, variables and state of *all* container actions are lost. The same happens if SELinux or"
          + " a user namespace denies containers the directory. See [runner set-up](runner-setup.md)."),
  DEFAULT_ROUTE(
      "Docker before 28, or Podman, would move the runner's default route to the job network. The step prevents that by two"
          + " routing rules, which could not be set. See [the default route](runners.md#the-runners-default-route)."),
  ATTACH_REFUSED(
      "Docker did not attach the runner's container to the network. Its own words are in the message."),
  DETACH_FAILED(
      "The action [detach](inputs.md#detach-before-the-job-ends) could not take the runner's container off a network."
          + " Docker's own words are in the message."),
  DETACH_UNPROVEN(
      "Outside of a network that was made for one job, the marks of two jobs look alike, so the action `detach` acts only"
          + " on the container that proves to be its own runner's, and whose network no other container uses."),
  SERVICE_UNREADY(
      "With `wait`, each service has to accept connections, and to be healthy if it has a health check. The message"
          + " says what each service lacks and what it printed last; the log has more of its output. See"
          + " [waiting](recipes/waiting.md)."),
  SERVICE_MISSING(
      "`wait-for` names something that is no service of this job. Containers of Compose or `docker run` are not.");

  private static final String PAGE =
      "https://github.com/org/dood-network-action/blob/main/docs/troubleshooting.md#";

  private final String explanation;

  ErrorCode(String explanation) {
    this.explanation = explanation;
  }

  /** When the error occurs, as Markdown. */
  String explanation() {
    return explanation;
  }

  /** The code as users see it, such as {@code DOOD-INPUT-NAME}. */
  @Override
  public String toString() {
    return "DOOD-" + name().replace('_', '-');
  }

  /** The address of the paragraph that explains the error. */
  String link() {
    return PAGE + toString().toLowerCase(Locale.ROOT);
  }
}
