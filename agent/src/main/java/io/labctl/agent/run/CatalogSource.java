package io.labctl.agent.run;

import io.labctl.agent.cache.CatalogCache;
import io.labctl.agent.cache.CatalogCheck;
import io.labctl.agent.cache.CheckedCatalog;
import io.labctl.agent.identity.CertificateEnd;
import io.labctl.agent.labd.CatalogAnswer;
import io.labctl.agent.labd.LabdClient;
import io.labctl.catalog.api.CatalogRequest;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.file.FileTrouble;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Gets the catalog from labd, or else the last good one from the disk. */
public final class CatalogSource {
    private final LabdClient labd;
    private final CatalogCache cache;
    private final CatalogCheck check;
    private final String agentVersion;
    private final CertificateEnd certificateEnd;

    public CatalogSource(
            LabdClient labd,
            CatalogCache cache,
            CatalogCheck check,
            String agentVersion,
            CertificateEnd certificateEnd) {
        this.labd = labd;
        this.cache = cache;
        this.check = check;
        this.agentVersion = agentVersion;
        this.certificateEnd = certificateEnd;
    }

    /**
     * What labd answered.
     *
     * @param held the cached catalog, which labd was told of where its own was asked for
     * @param module what was asked for instead of the machine's own catalog; null for that
     */
    record Asked(
            CatalogAnswer answer,
            Optional<CheckedCatalog> held,
            RunOrder.@Nullable OneModule module) {
        /** What is applied where labd gives nothing: no other stands in for a module. */
        Optional<CheckedCatalog> standIn() {
            return module == null ? held : Optional.empty();
        }

        /** Whose catalog it is, for a sentence. */
        String whose() {
            return module == null
                    ? "this machine's catalog"
                    : "module '%s' for this machine".formatted(module.name());
        }
    }

    /** Changes nothing, and may take long while labd is away. */
    Asked ask(Facts facts, RunOrder order, RunNotes notes) {
        Optional<CheckedCatalog> held = held(notes);
        RunOrder.OneModule module = order.module();
        String have = module == null ? held.map(CheckedCatalog::sha256).orElse(null) : null;
        UUID work = module == null ? null : module.work();
        var request = new CatalogRequest(facts, have, agentVersion, order.nextContact(), work);
        return new Asked(labd.catalog(request), held, module);
    }

    /**
     * @param refused whether labd's last word on this machine was that it does not know it
     */
    Fetched fetchedOrCached(Asked asked, boolean refused, RunNotes notes) {
        Fetched fetched =
                refused && asked.answer() instanceof CatalogAnswer.NotToBeHad none
                        ? stillDisowned(none.reason(), notes)
                        : fetched(asked, notes);
        return asked.module() == null ? fetched : fetched.beside(asked.held());
    }

    private Fetched fetched(Asked asked, RunNotes notes) {
        Optional<CheckedCatalog> held = asked.standIn();
        return switch (asked.answer()) {
            case CatalogAnswer.Fresh fresh -> checked(fresh, asked, notes);
            case CatalogAnswer.StillRight _ ->
                    held.map(Fetched::current)
                            .orElseGet(
                                    () ->
                                            fallBack(
                                                    asked,
                                                    Fetched.Origin.REFUSED,
                                                    "labd says that nothing changed since nothing",
                                                    notes));
            case CatalogAnswer.CompileFailed failed -> {
                failed.faults().forEach(fault -> notes.warning("catalog not compiled: " + fault));
                yield fallBack(
                        asked,
                        Fetched.Origin.COMPILE_FAILED,
                        "labd could not compile " + asked.whose(),
                        notes);
            }
            case CatalogAnswer.Disowned disowned -> disowned(disowned.reason(), notes);
            case CatalogAnswer.NotToBeHad none when certificateEnd.hasCome() ->
                    fallBack(asked, Fetched.Origin.EXPIRED, expired(none.reason()), notes);
            case CatalogAnswer.NotToBeHad none ->
                    fallBack(
                            asked,
                            Fetched.Origin.CACHED,
                            "no catalog from labd: " + none.reason(),
                            notes);
        };
    }

    /**
     * Someone has taken this machine out of labd, so its last catalog is nobody's wish any more; it
     * would go on for ever, because no newer one will come.
     */
    private static Fetched disowned(String reason, RunNotes notes) {
        return nothing("labd no longer knows this machine (%s)".formatted(reason), notes);
    }

    /** That labd is away or in trouble now takes nothing back. */
    private static Fetched stillDisowned(String reason, RunNotes notes) {
        return nothing(
                "labd's last word on this machine was that it no longer knows it, and it gives no catalog now (%s)"
                        .formatted(reason),
                notes);
    }

    private static Fetched nothing(String because, RunNotes notes) {
        String why =
                "%s, so nothing is applied; join it again with 'lab-agent enroll --server URL --token TOKEN', or stop lab-agent if the machine is not to be managed any more"
                        .formatted(because);
        notes.warning(why);
        return Fetched.of(Optional.empty(), Fetched.Origin.DISOWNED, Optional.of(why));
    }

    /**
     * The last catalog is still what was wished for, but without a person no newer one will come.
     */
    private String expired(String reason) {
        return "this machine's certificate ended at %s, and labd gives it no catalog any more (%s); join it again with 'lab-agent enroll --server URL --token TOKEN'"
                .formatted(certificateEnd.at(), reason);
    }

    private Optional<CheckedCatalog> held(RunNotes notes) {
        try {
            return cache.held();
        } catch (InvalidInput e) {
            notes.warning("cached catalog is not used: " + e.sentence());
        } catch (IOException e) {
            notes.warning("cached catalog is not readable: " + FileTrouble.sentence(e));
        }
        return Optional.empty();
    }

    private Fetched checked(CatalogAnswer.Fresh fresh, Asked asked, RunNotes notes) {
        try {
            CheckedCatalog catalog = check.check(fresh.bytes(), fresh.hash());
            if (asked.module() == null) {
                keep(catalog, notes);
            } else {
                requireModule(catalog, asked.module().name());
            }
            return Fetched.current(catalog);
        } catch (InvalidInput e) {
            return fallBack(
                    asked,
                    Fetched.Origin.REFUSED,
                    "catalog from labd is refused: " + e.sentence(),
                    notes);
        }
    }

    /** An older labd, which does not know such a wish, gives the machine's own. */
    private static void requireModule(CheckedCatalog catalog, String name) {
        if (catalog.catalog().modules().stream().noneMatch(each -> each.name().equals(name))) {
            throw new InvalidInput("module '%s' is not in it".formatted(name));
        }
    }

    /** A full disk costs the cache, not the run. */
    private void keep(CheckedCatalog catalog, RunNotes notes) {
        try {
            cache.keep(catalog);
        } catch (IOException e) {
            notes.warning("catalog could not be cached: " + FileTrouble.sentence(e));
        }
    }

    private static Fetched fallBack(
            Asked asked, Fetched.Origin origin, String why, RunNotes notes) {
        Optional<CheckedCatalog> held = asked.standIn();
        notes.warning(why);
        if (held.isEmpty()) {
            notes.warning(
                    asked.module() == null
                            ? "no catalog is cached, nothing can be applied"
                            : "nothing is applied");
        }
        return Fetched.of(held, origin, Optional.of(why));
    }
}
