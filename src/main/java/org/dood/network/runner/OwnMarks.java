package org.dood.network.runner;

import org.dood.network.engine.model.Endpoint;

/** The marks that a stage undoes: those of one step, or those of all steps of its job. */
public sealed interface OwnMarks {

  /** The signature of the step that runs. */
  Signature signature();

  /** Whether a mark is one of them. */
  boolean include(Signature mark);

  /** Whether an alias is one of them. */
  default boolean include(String alias) {
    return Signature.parse(alias).filter(this::include).isPresent();
  }

  /** Whether one of them is on an endpoint. */
  default boolean areOn(Endpoint endpoint) {
    return Signature.on(endpoint).filter(this::include).isPresent();
  }

  /** Those that are surely of a step. */
  record OfStep(Signature signature) implements OwnMarks {
    @Override
    public boolean include(Signature mark) {
      return signature.covers(mark);
    }
  }

  /**
   * Those of a step on the container that proves to be its runner's, where no step of another
   * runner has set marks that look the same.
   */
  record OfStepOnProvenRunner(Signature signature) implements OwnMarks {
    @Override
    public boolean include(Signature mark) {
      return signature.resembles(mark);
    }
  }

  /** Those that are surely of steps of a job. */
  record OfJob(Signature signature) implements OwnMarks {
    @Override
    public boolean include(Signature mark) {
      return mark.secret().isPresent() && signature.isOfSameJobAs(mark);
    }
  }

  /** Those of steps of a job on the container that proves to be its runner's. */
  record OfJobOnProvenRunner(Signature signature) implements OwnMarks {
    @Override
    public boolean include(Signature mark) {
      return mark.secret().isPresent() && signature.sharesJobWith(mark);
    }
  }
}
