package io.labctl.agent;

import io.labctl.agent.channel.Channel;
import io.labctl.agent.channel.ChannelNews;
import io.labctl.agent.channel.Doing;
import io.labctl.agent.channel.OwnVitals;
import io.labctl.agent.config.AgentConfig;
import io.labctl.agent.log.OwnLines;
import io.labctl.agent.logs.Logs;
import io.labctl.agent.machine.Root;
import io.labctl.agent.policy.PolicyFile;
import io.labctl.agent.present.PresentLook;
import io.labctl.agent.session.Reception;
import io.labctl.agent.session.RunStart;
import io.labctl.agent.state.StateDirectory;
import io.labctl.agent.status.StateFiles;
import io.labctl.agent.time.Stop;
import io.labctl.agent.time.Timekeeper;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Wires what does the things that labd asks of the daemon. */
record AskedParts(
        Surroundings machine,
        Supplier<AgentConfig> config,
        LabdParts labd,
        StateDirectory state,
        JsonMapper json,
        Supplier<PresentLook> present,
        RunStart runs,
        Timekeeper time,
        Stop stop,
        RandomGenerator random) {
    Channel channel(Reception sessions) {
        return new Channel(
                () -> labd.work(vitals(sessions)),
                new Doing(policy()::read, present, sessions::take, json, machine.version(), stop),
                new ChannelNews(StateFiles.in(state.runs(), json).channel(), time),
                time,
                stop,
                random);
    }

    private PolicyFile policy() {
        return new PolicyFile(config.get().policy());
    }

    private OwnVitals vitals(Reception sessions) {
        return new OwnVitals(
                Path.of("/"), StateFiles.in(state.runs(), json).lastRun(), sessions::alive);
    }

    Reception sessions() {
        return Reception.at(
                state.sessions(),
                labd::sessions,
                machine.commands(),
                logs(),
                runs,
                time,
                stop,
                random,
                json);
    }

    private Logs logs() {
        PolicyFile policy = policy();
        return new Logs(
                new Root(Path.of("/")),
                machine.environment(),
                path -> policy.read().allowsLog(path),
                OwnLines::ofThisProcess);
    }
}
