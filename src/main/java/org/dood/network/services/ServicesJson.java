package org.dood.network.services;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** The services as JSON, for {@code fromJSON} in a workflow. */
public final class ServicesJson {

  private static final JsonFactory JSON = new JsonFactory();

  private ServicesJson() {}

  /**
   * One object, by the services' names: of each its {@code host}, {@code port} (the first, or
   * null), {@code ports} (all, by the container's port), {@code ip}, {@code container} and {@code
   * health}.
   */
  public static String of(List<Service> services, StepsLocation place) {
    var text = new StringWriter();
    try (var json = JSON.createGenerator(text)) {
      json.writeStartObject();
      for (var service : services) {
        json.writeObjectFieldStart(service.name());
        write(service, Address.of(service, place), json);
        json.writeEndObject();
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(Service service, Address address, JsonGenerator json)
      throws IOException {
    json.writeStringField("host", address.host());
    json.writeFieldName("port");
    if (address.port().isPresent()) {
      json.writeNumber(address.port().get());
    } else {
      json.writeNull();
    }
    json.writeObjectFieldStart("ports");
    for (var port : address.ports().entrySet()) {
      json.writeNumberField(port.getKey(), port.getValue());
    }
    json.writeEndObject();
    json.writeStringField("ip", service.ip());
    json.writeStringField("container", service.container().value());
    json.writeStringField("health", service.workload().health());
  }
}
