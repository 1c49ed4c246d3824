package org.dood.network.report;

import static org.dood.network.report.ErrorCode.*;

import java.util.regex.Pattern;
import org.dood.network.engine.ConnectFailure;
import org.dood.network.engine.EngineFailure;
import org.dood.network.engine.model.DocumentedCall;

/** What to do when a call to the engine failed, by the cause. */
final class EngineRemedies {

  static final String SOCKET = "/var/run/docker.sock";

  static final String ENGINES_LOG =
      "The engine's log says more ('journalctl --unit docker' on its host).";

  /** The words of Go's servers, and of nginx. */
  private static final Pattern SPEAKS_TLS = Pattern.compile("to (an )?HTTPS (server|port)");

  private EngineRemedies() {}

  /** The remedy alone: the failure has its own words. */
  static ErrorText of(EngineFailure failure) {
    return switch (failure) {
      case EngineFailure.Unreachable(_, _, ConnectFailure connectFailure) -> of(connectFailure);
      case EngineFailure.TimedOut _ ->
          new ErrorText(
              ENGINE_SILENT,
              "Check that the engine is well ('docker info' on the runner's host), then run the job"
                  + " again.");
      case EngineFailure.Denied(_, DocumentedCall request, _, _) ->
          new ErrorText(CALL_REFUSED, letPass(request));
      case EngineFailure.Refused(_, int status, _) when status == 403 ->
          new ErrorText(
              CALL_REFUSED,
              "An authorization plugin of the engine, or a proxy in front of it, has to let this call pass.");
      case EngineFailure.Refused(_, _, String words) when SPEAKS_TLS.matcher(words).find() ->
          new ErrorText(
              TLS_NEEDED,
              "The program at that address uses TLS: set 'docker-tls-ca', and 'docker-tls-cert' and 'docker-tls-key' if it asks for a certificate.");
      case EngineFailure.Refused(_, int status, _) when status == 500 ->
          new ErrorText(ENGINE_ERROR, ENGINES_LOG);
      case EngineFailure.Refused _, EngineFailure.Unintelligible _ ->
          new ErrorText(
              NOT_AN_ENGINE,
              "Check that a Docker or Podman engine listens there ('docker version' on the runner's"
                  + " host).");
    };
  }

  /** Names a denied call, and the regular expression of the paths that the proxy has to permit. */
  static String letPass(DocumentedCall request) {
    return "Let the proxy pass '%s', as a regular expression '%s %s'. docs/api-calls.md lists all calls."
        .formatted(request, request.method(), request.pathPattern());
  }

  private static ErrorText of(ConnectFailure connectFailure) {
    return switch (connectFailure) {
      case NO_SOCKET ->
          new ErrorText(
              SOCKET_MISSING,
              "There is no socket at %s. Start an engine on the runner's host that listens there."
                  .formatted(SOCKET));
      case SOCKET_IS_DIRECTORY ->
          new ErrorText(
              SOCKET_DIRECTORY,
              "At %s there is a directory: an engine creates it when that path is mounted while there is no socket. Remove it on the engine's host ('rmdir'), then start the engine that listens there."
                  .formatted(SOCKET));
      case DENIED_BY_SELINUX ->
          new ErrorText(
              SOCKET_SELINUX,
              "SELinux denies containers the socket. Allow on the engine's host what SELinux denied just now, 'ausearch -m avc -ts recent | grep -F .sock | audit2allow -M dood && semodule -i dood.pp', or point the input 'docker-host' to a socket proxy that was started with '--security-opt label=disable'.");
      case DENIED_BY_USER_NAMESPACE ->
          new ErrorText(
              SOCKET_USER_NAMESPACE,
              "The engine maps this container's root to another user ('userns-remap'), who may not use the socket. Let that user use it, or point the input 'docker-host' to a socket proxy.");
      case PERMISSION_DENIED ->
          new ErrorText(
              SOCKET_PERMISSION,
              "The socket at %s may not be used by root of this container. Permit it on the engine's host (the socket's owner, group and mode), or point the input 'docker-host' to a socket proxy."
                  .formatted(SOCKET));
      case SOCKET_REFUSED ->
          new ErrorText(
              SOCKET_SILENT,
              "No engine answers at the socket. Check on the engine's host that it runs ('systemctl status docker').");
      case UNKNOWN_HOST ->
          new ErrorText(
              HOST_UNKNOWN,
              "The host that 'docker-host' names cannot be resolved on the job's network. Give the host's address, or a name that resolves there, such as that of a container on the same network.");
      case CONNECTION_REFUSED ->
          new ErrorText(
              HOST_REFUSED,
              "No program listens at that address. Check 'docker-host', as seen from the job's network, and that the proxy or engine runs.");
      case CONNECTION_CLOSED ->
          new ErrorText(
              HOST_CLOSED,
              "The program at that address closes the connection. If it uses TLS, set 'docker-tls-ca'; otherwise check that it is an engine, or a proxy in front of one.");
      case NO_TLS ->
          new ErrorText(
              TLS_MISSING,
              "The program at that address does not use TLS, or no version of it that both sides support. Give 'docker-host' the port with TLS, usually 2376, or leave out 'docker-tls-ca', 'docker-tls-cert' and 'docker-tls-key'.");
      case ENGINE_UNTRUSTED ->
          new ErrorText(
              TLS_ENGINE_UNTRUSTED,
              "The engine's certificate is not trusted. 'docker-tls-ca' must hold the authority that signed it, it must name the host as 'docker-host' does, and it must not have expired.");
      case CLIENT_UNTRUSTED ->
          new ErrorText(
              TLS_CLIENT_UNTRUSTED,
              "The engine accepts only connections with a certificate that it trusts. Set 'docker-tls-cert' and 'docker-tls-key' to one that the engine's authority signed and that has not expired.");
    };
  }
}
