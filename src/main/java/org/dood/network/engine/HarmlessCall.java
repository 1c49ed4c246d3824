package org.dood.network.engine;

import java.util.List;
import java.util.UUID;

/**
 * A call that this action makes, in a form that changes nothing: where it would change something,
 * on an object with a random name, which every engine answers with 404 once it gets to see it.
 *
 * @param method the HTTP method
 * @param form the call's path as it is documented, such as {@code /networks/{id}/connect}
 * @param path the path that is asked for
 * @param body the request's body, JSON; empty for none
 */
public record HarmlessCall(String method, String form, String path, String body) {

  /** Random, since whoever knew the name could give it to an object. */
  private static final String NOBODY = "dood-network-action.doctor." + UUID.randomUUID();

  private static final String NO_IMAGE = "dood-network-action.invalid/" + UUID.randomUUID();

  static HarmlessCall looking(String form, String query) {
    return new HarmlessCall("GET", form, filled(form) + query, "");
  }

  static HarmlessCall changing(String method, String form, String body) {
    return new HarmlessCall(method, form, filled(form), body);
  }

  /** The calls of {@code docs/api-calls.md}. */
  public static List<HarmlessCall> all() {
    return List.of(
        looking("/version", ""),
        looking("/info", ""),
        looking("/networks", ""),
        looking("/networks/{name}", ""),
        looking("/containers/json", "?limit=1"),
        looking("/containers/{id}/json", ""),
        looking("/containers/{id}/logs", "?stdout=true"),
        looking("/containers/{id}/top", "?ps_args=-eo%20pid,args"),
        changing("HEAD", "/containers/{id}/archive", ""),
        changing("POST", "/networks/{id}/connect", "{\"Container\": \"" + NOBODY + "\"}"),
        changing("POST", "/networks/{id}/disconnect", "{\"Container\": \"" + NOBODY + "\"}"),
        changing("DELETE", "/networks/{id}", ""),
        changing("POST", "/containers/create", "{\"Image\": \"" + NO_IMAGE + "\"}"),
        changing("POST", "/containers/{id}/start", ""),
        changing("POST", "/containers/{id}/wait", ""),
        changing("DELETE", "/containers/{id}", ""));
  }

  private static String filled(String form) {
    var query = form.endsWith("/archive") ? "?path=/nowhere" : "";
    return form.replaceAll("\\{[a-z]+}", NOBODY) + query;
  }

  /** The call as it is documented, such as {@code POST /networks/{id}/connect}. */
  @Override
  public String toString() {
    return method + " " + form;
  }
}
