package org.dood.network.testing.engine;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A call to the engine.
 *
 * @param text the method and the path with its query, such as {@code GET /containers/json?all=true}
 * @param body the request's body; empty if there is none
 */
record Call(String text, String body) {

  private static final Pattern OBJECT =
      Pattern.compile("/(containers|networks)/(?!json$|create$)(?<name>[^/]+)");

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
