package io.labctl.agent;

import io.labctl.agent.budget.Budget;
import io.labctl.agent.budget.MemoryPeak;
import io.labctl.agent.budget.MemoryWatch;
import io.labctl.agent.budget.OwnUse;
import io.labctl.agent.budget.Pace;
import io.labctl.agent.cache.CatalogCache;
import io.labctl.agent.cache.CatalogCheck;
import io.labctl.agent.config.AgentConfig;
import io.labctl.agent.console.RunConsole;
import io.labctl.agent.content.StoredContent;
import io.labctl.agent.disable.OffSwitch;
import io.labctl.agent.enroll.Enrolment;
import io.labctl.agent.enroll.FirstContact;
import io.labctl.agent.enroll.Staging;
import io.labctl.agent.facts.CloudMetadata;
import io.labctl.agent.facts.ExternalFacts;
import io.labctl.agent.identity.CertificateEnd;
import io.labctl.agent.identity.Identity;
import io.labctl.agent.identity.KeyPairs;
import io.labctl.agent.labd.LabdClient;
import io.labctl.agent.labd.Retries;
import io.labctl.agent.lock.Holder;
import io.labctl.agent.lock.KernelLocks;
import io.labctl.agent.lock.RunLock;
import io.labctl.agent.machine.MonotonicTime;
import io.labctl.agent.machine.OwnMemory;
import io.labctl.agent.machine.Root;
import io.labctl.agent.machine.ThisProcess;
import io.labctl.agent.policy.PolicyFile;
import io.labctl.agent.present.PresentLook;
import io.labctl.agent.replaced.Backups;
import io.labctl.agent.restore.Restore;
import io.labctl.agent.run.AgentRun;
import io.labctl.agent.run.Application;
import io.labctl.agent.run.Applying;
import io.labctl.agent.run.BegunRun;
import io.labctl.agent.run.CatalogSource;
import io.labctl.agent.run.DaemonRun;
import io.labctl.agent.run.MeasuredApplication;
import io.labctl.agent.run.OnDemand;
import io.labctl.agent.run.OnceRun;
import io.labctl.agent.run.OneAtATime;
import io.labctl.agent.run.PacedApplication;
import io.labctl.agent.run.Reporting;
import io.labctl.agent.run.RunBook;
import io.labctl.agent.run.RunListener;
import io.labctl.agent.run.RunLog;
import io.labctl.agent.run.RunOrder;
import io.labctl.agent.run.RunResult;
import io.labctl.agent.run.SharedRuns;
import io.labctl.agent.run.TidyApplication;
import io.labctl.agent.run.Workers;
import io.labctl.agent.schedule.Daemon;
import io.labctl.agent.schedule.Timetable;
import io.labctl.agent.session.Reception;
import io.labctl.agent.spool.ReportSpool;
import io.labctl.agent.spool.SpoolLimits;
import io.labctl.agent.state.Remembered;
import io.labctl.agent.state.StateDirectory;
import io.labctl.agent.status.OwnersWord;
import io.labctl.agent.status.StateFiles;
import io.labctl.agent.status.StatusReader;
import io.labctl.agent.time.Stop;
import io.labctl.agent.time.Timekeeper;
import io.labctl.agent.type.ManagedMachine;
import io.labctl.agent.type.PresentTypes;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.wire.WireJson;
import io.labctl.facts.MachineFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Wires what the commands are made of. Each part is made when its command needs it. */
final class AgentParts {
    private final Surroundings machine;
    private final Supplier<AgentConfig> config;
    private final Stop stop;
    private final Timekeeper time;
    private final RandomGenerator random;
    private final Workers workers = new Workers();
    private final LabdParts labd;
    private @Nullable JsonMapper json;

    /**
     * The parts on one machine.
     *
     * @param config read anew each time, for it may change while the daemon runs
     */
    AgentParts(
            Surroundings machine,
            Supplier<AgentConfig> config,
            Stop stop,
            Timekeeper time,
            RandomGenerator random) {
        this.machine = machine;
        this.config = config;
        this.stop = stop;
        this.time = time;
        this.random = random;
        this.labd = new LabdParts(machine, config, this::state, this::json, stop, random);
    }

    Enrolment enrolment() {
        return new Enrolment(
                labd.identities(),
                new Staging(state().enrolment(), new KeyPairs(new SecureRandom())),
                new FirstContact(labd.proxies(), () -> new Retries(stop, random), stop, json()),
                time,
                StateFiles.in(state().runs(), json()).contact());
    }

    OnceRun once(Sentences sentences) {
        var _ = labd.identity();
        return new OnceRun(
                runs("lab-agent run --once"),
                new RunConsole(machine.out(), machine.paint().get()),
                sentences::say);
    }

    /** One whose runs change nothing, if its owner wants that. */
    DaemonRun daemon(boolean noop) {
        var _ = labd.identity();
        var config = this.config.get();
        var timetable = new Timetable(config.cadence(), config.splay(), random);
        var runs = new SharedRuns(runs("lab-agent run"), new RunLog());
        var asked = asked(onDemand(runs, noop, timetable));
        Reception sessions = asked.sessions();
        var files = StateFiles.in(state().runs(), json());
        return new DaemonRun(
                lock(state().daemonLock(), "lab-agent run"),
                noop,
                new Daemon(timetable, time, stop),
                timetable,
                time,
                runs,
                stop,
                files.nextRun(),
                new MemoryWatch(
                        config.budget(), new OwnUse(), new OwnMemory(), files.restart(), time),
                this::startAnew,
                sessions,
                asked.channel(sessions));
    }

    /** A signal that came meanwhile is the stronger wish. */
    private void startAnew() throws IOException {
        ThisProcess.startAnew(LabAgent.class.getName(), stop::requested);
    }

    private OnDemand onDemand(SharedRuns runs, boolean noop, Timetable timetable) {
        return new OnDemand(
                runs,
                noop,
                offSwitch(),
                () -> timetable.nextContact(time.here()),
                time,
                stop,
                json());
    }

    private AskedParts asked(OnDemand runs) {
        return new AskedParts(
                machine, config, labd, state(), json(), this::present, runs, time, stop, random);
    }

    Restore restore() {
        return new Restore(
                new Root(Path.of("/")), new Backups(state().backups(), time.wall(), json()));
    }

    PresentLook present() {
        var root = new Root(Path.of("/"));
        var doors = ManagedMachine.found(root, machine.commands(), MonotonicTime.ofThisMachine());
        return new PresentLook(
                PresentTypes.of(doors, new Backups(state().backups(), time.wall(), json())));
    }

    StatusReader status() {
        return new StatusReader(
                labd.identities(),
                labd::route,
                StateFiles.in(state().runs(), json()),
                spool(),
                lock("lab-agent status"),
                lock(state().daemonLock(), "lab-agent status"),
                new OwnersWord(offSwitch(), new PolicyFile(config.get().policy())),
                time);
    }

    private OneAtATime runs(String command) {
        return new OneAtATime(offSwitch(), lock(command), workers, stop, this::runUnderLock);
    }

    /**
     * The identity is read anew for each run: it may have been renewed since the last one. A run
     * that ends early by itself still sends its report.
     */
    private RunResult runUnderLock(RunOrder order, RunListener listener, Stop run)
            throws IOException {
        var config = this.config.get();
        var identity = labd.identity();
        try (var client = labd.client(identity, run)) {
            return agentRun(config, identity, client, run).run(order, listener);
        }
    }

    private AgentRun agentRun(AgentConfig config, Identity identity, LabdClient client, Stop run) {
        var state = state();
        var files = StateFiles.in(state.runs(), json());
        var check = new CatalogCheck(identity.agent(), json());
        var version = machine.version();
        var content = new StoredContent(state.files(), client);
        Application application =
                within(
                        config.budget(),
                        run,
                        new TidyApplication(
                                machine.application().over(content, state, json()), content));
        return new AgentRun(
                new RunBook(
                        new Remembered<>(
                                state.runs().resolve("begun.json"), BegunRun.class, json()),
                        identity.agent().server(),
                        version,
                        time,
                        UUID::randomUUID),
                () -> facts(run),
                new CatalogSource(
                        client,
                        new CatalogCache(state.catalog(), check),
                        check,
                        version,
                        new CertificateEnd(identity.expires(), time)),
                new Applying(
                        application,
                        new Applying.Limits(config.runTimeout(), config.resourceTimeout()),
                        run,
                        workers),
                new Reporting(spool(), client.until(stop), files, identity.serial()));
    }

    private Application within(Budget budget, Stop run, Application application) {
        Application paced =
                budget.cpu()
                        .map(share -> new Pace(share, new OwnUse(), time, run))
                        .<Application>map(pace -> new PacedApplication(application, pace))
                        .orElse(application);
        return budget.memory()
                .map(size -> new MemoryPeak(size, new OwnUse()))
                .<Application>map(peak -> new MeasuredApplication(paced, peak))
                .orElse(paced);
    }

    MachineFacts facts() {
        return facts(stop);
    }

    private MachineFacts facts(Stop run) {
        var config = this.config.get();
        MachineFacts own = machine.facts().get();
        MachineFacts withCloud =
                new CloudMetadata(config.cloudMetadata(), config.cloudUserData(), run).over(own);
        return new ExternalFacts(config.facts(), machine.commands(), run).over(withCloud);
    }

    private ReportSpool spool() {
        return new ReportSpool(state().spool(), SpoolLimits.usual(), json());
    }

    OffSwitch offSwitch() {
        return new OffSwitch(state().disabled(), json());
    }

    RunLock lock(String command) {
        return lock(state().lock(), command);
    }

    private RunLock lock(Path file, String command) {
        return new RunLock(file, () -> Holder.self(command), KernelLocks.ofThisMachine(), json());
    }

    /** Made when first needed: help and version do without its some 900 classes. */
    JsonMapper json() {
        JsonMapper made = json == null ? WireJson.mapper() : json;
        json = made;
        return made;
    }

    private StateDirectory state() {
        Path folder = config.get().state();
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new InvalidInput(
                    "state '%s' is not a folder: mend 'state' in agent.yaml".formatted(folder));
        }
        return new StateDirectory(folder);
    }
}
