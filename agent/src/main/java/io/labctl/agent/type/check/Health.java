package io.labctl.agent.type.check;

/** How a check ended. */
sealed interface Health {
    record Healthy() implements Health {}

    record Unhealthy(String reason) implements Health {}
}
