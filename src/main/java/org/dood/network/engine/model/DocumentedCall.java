package org.dood.network.engine.model;

import java.util.regex.Pattern;

/**
 * A call in the form in which {@code docs/api-calls.md} lists it.
 *
 * @param method the HTTP method
 * @param path the path, such as {@code /networks/{id}/connect}
 */
public record DocumentedCall(String method, String path) {

  private static final Pattern OBJECT =
      Pattern.compile("^/(containers|networks)/(?!json$|create$)[^/]+");

  private static final Pattern NETWORK_BY_NAME = Pattern.compile("^/networks/\\{id}$");

  /**
   * The form of a request.
   *
   * @param path its path, without the version of the API; the form leaves its query out
   */
  public static DocumentedCall of(String method, String path) {
    var query = path.indexOf('?');
    var form = OBJECT.matcher(query < 0 ? path : path.substring(0, query)).replaceFirst("/$1/{id}");
    return new DocumentedCall(
        method,
        method.equals("GET")
            ? NETWORK_BY_NAME.matcher(form).replaceFirst("/networks/{name}")
            : form);
  }

  /** The paths that a filter has to let pass, with and without a version of the API. */
  public String pathPattern() {
    return "^(/v[0-9]+\\.[0-9]+)?" + path.replaceAll("\\{[a-z]+}", "[^/]+") + "$";
  }

  /** The call, such as {@code POST /networks/{id}/connect}. */
  @Override
  public String toString() {
    return method + " " + path;
  }
}
