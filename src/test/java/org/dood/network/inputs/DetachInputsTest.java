package org.dood.network.inputs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.dood.network.engine.EngineAddress;
import org.dood.network.engine.model.ObjectName;
import org.dood.network.github.Environment;
import org.dood.network.inputs.DetachInputs.Parsed;
import org.junit.jupiter.api.Test;

/** What the inputs of the detach stage are parsed into. */
class DetachInputsTest {

  private static Parsed parse(Map<String, String> variables) {
    return DetachInputs.parse(Environment.of(variables::get));
  }

  @Test
  void inputs_that_are_not_given_have_their_defaults() {
    assertThat(parse(Map.of()))
        .isEqualTo(new Parsed.Valid(new DetachInputs(List.of(), EngineAddress.mountedSocket())));
  }

  @Test
  void networks_are_separated_by_spaces_commas_or_lines() {
    assertThat(parse(Map.of("INPUT_NETWORKS", "one, two\nthree one")))
        .isEqualTo(
            new Parsed.Valid(
                new DetachInputs(
                    List.of(new ObjectName("one"), new ObjectName("two"), new ObjectName("three")),
                    EngineAddress.mountedSocket())));
  }

  @Test
  void network_that_is_no_name_is_rejected() {
    assertThat(parse(Map.of("INPUT_NETWORKS", "one ../two")))
        .isEqualTo(new Parsed.Invalid(new InvalidInput.NotAName(Input.NETWORKS, "../two")));
  }

  @Test
  void address_that_is_none_is_rejected() {
    assertThat(parse(Map.of("INPUT_DOCKER_HOST", "nope")))
        .isEqualTo(new Parsed.Invalid(new InvalidInput.NotAnAddress("nope")));
  }
}
