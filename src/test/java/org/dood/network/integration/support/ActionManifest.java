package org.dood.network.integration.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.dood.network.inputs.ActionFile;

/** An action file, read and evaluated as the runner does it. */
final class ActionManifest {

  private static final String INPUT = "inputs.";

  private final JsonNode manifest;

  private ActionManifest(JsonNode manifest) {
    this.manifest = manifest;
  }

  static ActionManifest of(ActionFile file) {
    try {
      return new ActionManifest(new YAMLMapper().readTree(Checkout.path(file.path()).toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String entrypoint() {
    return manifest.path("runs").path("entrypoint").asText();
  }

  String postEntrypoint() {
    return manifest.path("runs").path("post-entrypoint").asText();
  }

  /**
   * The inputs of a step: what it gives, an empty text too, and the defaults of the others.
   *
   * @param with what the step gives
   * @param jobNetwork the job's network; empty if it has none
   * @param jobContainer the container that its steps run in; empty if it has none
   * @param services the context {@code job.services}, as JSON
   */
  Map<String, String> inputs(
      Map<String, String> with,
      Optional<String> jobNetwork,
      Optional<String> jobContainer,
      String services) {
    var inputs = new LinkedHashMap<String, String>();
    manifest
        .path("inputs")
        .properties()
        .forEach(input ->
            inputs.put(
                input.getKey(),
                evaluate(
                    input.getValue().path("default").asText(),
                    jobNetwork,
                    jobContainer,
                    services)));
    inputs.putAll(with);
    return inputs;
  }

  /** The variables that {@code runs.env} makes of the inputs. */
  Map<String, String> environment(Map<String, String> inputs) {
    var environment = new LinkedHashMap<String, String>();
    manifest
        .path("runs")
        .path("env")
        .properties()
        .forEach(variable ->
            environment.put(
                variable.getKey(), evaluateOverInputs(variable.getValue().asText(), inputs)));
    return environment;
  }

  private static String evaluate(
      String text, Optional<String> jobNetwork, Optional<String> jobContainer, String services) {
    return Expressions.substitute(
        text,
        expression ->
            switch (expression) {
              case "job.container.network" -> jobNetwork.orElse("");
              case "job.container.id" -> jobContainer.orElse("");
              case "toJSON(job.services)" -> services;
              default -> throw Expressions.unknown(expression);
            });
  }

  private static String evaluateOverInputs(String text, Map<String, String> inputs) {
    return Expressions.substitute(
        text,
        expression -> {
          if (!expression.startsWith(INPUT)) {
            throw Expressions.unknown(expression);
          }
          return inputs.getOrDefault(expression.substring(INPUT.length()), "");
        });
  }
}
