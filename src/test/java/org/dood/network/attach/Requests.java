package org.dood.network.attach;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.dood.network.github.CommandFileAccess;
import org.dood.network.github.Environment;
import org.dood.network.github.JobFacts;
import org.dood.network.inputs.Input;
import org.dood.network.inputs.Inputs;
import org.dood.network.runner.EngineLocation;

/** Requests for tests on values: what the inputs hold, and what is known of the step. */
record Requests(
    Map<Input, String> inputs,
    boolean hosted,
    String hostname,
    CommandFileAccess commandFiles,
    EngineLocation engineLocation) {

  /** A request that names no network. */
  static Requests none() {
    return new Requests(
        Map.of(), false, "0123456789ab", CommandFileAccess.PRESENT, EngineLocation.HOST);
  }

  Requests with(Input input, String text) {
    var all = new HashMap<>(inputs);
    all.put(input, text);
    return new Requests(all, hosted, hostname, commandFiles, engineLocation);
  }

  Requests onHostedRunner() {
    return new Requests(inputs, true, hostname, commandFiles, engineLocation);
  }

  Requests fromHostname(String name) {
    return new Requests(inputs, hosted, name, commandFiles, engineLocation);
  }

  Requests withCommandFiles(CommandFileAccess access) {
    return new Requests(inputs, hosted, hostname, access, engineLocation);
  }

  Requests withEngine(EngineLocation location) {
    return new Requests(inputs, hosted, hostname, commandFiles, location);
  }

  AttachRequest request() {
    var variables = new HashMap<String, String>();
    inputs.forEach((input, text) -> variables.put(input.variable(), text));
    var parsed = Inputs.parse(Environment.of(variables::get));
    return new AttachRequest(
        ((Inputs.Parsed.Valid) parsed).inputs(),
        new JobFacts(
            "step",
            hosted,
            false,
            Optional.of(Path.of("/files/save_state_1")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        hostname,
        commandFiles,
        engineLocation);
  }
}
