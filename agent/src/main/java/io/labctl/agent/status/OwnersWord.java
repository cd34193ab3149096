package io.labctl.agent.status;

import io.labctl.agent.disable.OffSwitch;
import io.labctl.agent.policy.PolicyFile;

/** What the machine's owner has decided on it, whatever labd wants. */
public record OwnersWord(OffSwitch off, PolicyFile policy) {}
