package org.dood.network.route;

/** The result of removing the routing rules that kept a default route. */
public sealed interface RulesRemoval {

  /** The rules are removed. */
  record Removed() implements RulesRemoval {}

  /** There are no rules to remove, or another endpoint of the runner still needs them. */
  record NotDue() implements RulesRemoval {}

  /** The rules, or the container that was to remove them, could not be removed. */
  record Failed(RulesFailure failure) implements RulesRemoval {}
}
