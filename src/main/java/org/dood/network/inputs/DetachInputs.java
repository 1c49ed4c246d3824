package org.dood.network.inputs;

import java.util.List;
import org.dood.network.engine.EngineAddress;
import org.dood.network.engine.model.ObjectName;
import org.dood.network.github.Environment;

/**
 * The inputs of the detach stage.
 *
 * @param networks the networks to leave; all that this job's steps joined if none is named
 * @param engine where the engine is
 */
public record DetachInputs(List<ObjectName> networks, EngineAddress engine) {

  /** What parsing came to. */
  public sealed interface Parsed {

    /** Each input is valid. */
    record Valid(DetachInputs inputs) implements Parsed {}

    /** The first input that is not valid. */
    record Invalid(InvalidInput reason) implements Parsed {}
  }

  /** Parses the inputs. */
  public static Parsed parse(Environment environment) {
    try {
      return new Parsed.Valid(
          new DetachInputs(
              Inputs.words(Input.NETWORKS, environment)
                  .map(text -> Inputs.name(Input.NETWORKS, text))
                  .toList(),
              Inputs.engine(environment)));
    } catch (InvalidInputException e) {
      return new Parsed.Invalid(e.invalid());
    }
  }
}
