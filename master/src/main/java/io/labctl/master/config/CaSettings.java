package io.labctl.master.config;

import io.labctl.catalog.module.Default;
import io.labctl.catalog.time.WrittenSpan;
import java.util.Optional;

/**
 * The keys below {@code ca}.
 *
 * @param keyFile the key that encrypts the authority's keys; {@code ca.key} in the data folder when
 *     not given
 */
record CaSettings(
        Optional<GivenPath> keyFile,
        @Default("365d") AgentLifetime agentLifetime,
        @Default("365d") UserLifetime userLifetime,
        @Default("365d") ServerLifetime serverLifetime) {
    record AgentLifetime(WrittenSpan value) {
        AgentLifetime {
            Bounds.check("ca.agent-lifetime", value, Bounds.MINUTE, Bounds.CENTURY);
        }
    }

    record UserLifetime(WrittenSpan value) {
        UserLifetime {
            Bounds.check("ca.user-lifetime", value, Bounds.MINUTE, Bounds.CENTURY);
        }
    }

    record ServerLifetime(WrittenSpan value) {
        ServerLifetime {
            Bounds.check("ca.server-lifetime", value, Bounds.MINUTE, Bounds.CENTURY);
        }
    }
}
