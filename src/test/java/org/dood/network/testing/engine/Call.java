package org.dood.network.testing.engine;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dood.network.engine.model.ApiVersion;

/**
 * A call to the engine.
 *
 * @param text the method and the path with its query, such as {@code GET /containers/json?all=true}
 * @param body the request's body; empty if there is none
 */
record Call(String text, String body) {

  private static final Pattern VERSION = Pattern.compile(" /v(?<version>\\d+\\.\\d+)(?=/)");

  private static final Pattern OBJECT =
      Pattern.compile("/(containers|networks)/(?!json$|create$)(?<name>[^/]+)");

  /** The path with its query, as it was asked for. */
  String path() {
    return text.substring(text.indexOf(' ') + 1);
  }

  /** The version of the API that the path carries; empty if it carries none. */
  Optional<ApiVersion> version() {
    var version = VERSION.matcher(text);
    return version.find()
        ? Optional.of(ApiVersion.parse(version.group("version")))
        : Optional.empty();
  }

  /** The same call, with a path that carries no version. */
  Call withoutVersion() {
    return new Call(VERSION.matcher(text).replaceFirst(" "), body);
  }

  /** The call as it is documented, such as {@code GET /containers/{id}/json}. */
  String form() {
    return OBJECT.matcher(withoutQuery()).replaceFirst("/$1/{id}");
  }

  /** The name or id in the path. */
  String object() {
    var object = OBJECT.matcher(withoutQuery());
    return object.find() ? object.group("name") : "";
  }

  /** A parameter of the query. */
  Optional<String> parameter(String name) {
    var value = Pattern.compile("[?&]" + name + "=(?<value>[^&]*)").matcher(text);
    return value.find()
        ? Optional.of(URLDecoder.decode(value.group("value"), StandardCharsets.UTF_8))
        : Optional.empty();
  }

  private String withoutQuery() {
    return text.replaceFirst("[?].*", "");
  }

  @Override
  public String toString() {
    return text;
  }
}
