package io.labctl.agent.facts;

import io.labctl.agent.config.CloudService;
import io.labctl.agent.time.Stop;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.time.Span;
import io.labctl.facts.MachineFacts;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * What a machine's cloud tells about it, where the machine's owner wants that. A service that does
 * not answer costs its own facts, and is named among the faults.
 */
public final class CloudMetadata {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final CloudService wanted;
    private final boolean userData;
    private final Stop stop;
    private final URI address;
    private final Duration limit;

    /**
     * With 5 s for all of it.
     *
     * @param userData whether what the owner gave the machine by way of the cloud is told too
     */
    public CloudMetadata(CloudService wanted, boolean userData, Stop stop) {
        this(wanted, userData, stop, MetadataService.LINK_LOCAL, LIMIT);
    }

    CloudMetadata(CloudService wanted, boolean userData, Stop stop, URI address, Duration limit) {
        this.wanted = wanted;
        this.userData = userData;
        this.stop = stop;
        this.address = address;
        this.limit = limit;
    }

    /** All facts. */
    public MachineFacts over(MachineFacts own) {
        return source(own).map(source -> asked(source, own)).orElse(own);
    }

    private Optional<CloudSource> source(MachineFacts own) {
        return switch (wanted) {
            case NONE -> Optional.empty();
            case AUTO -> provider(own).flatMap(this::of);
            case EC2 -> Optional.of(new Ec2Metadata(userData));
            case AZ -> Optional.of(new AzureMetadata(userData));
            case GCE -> Optional.of(new GoogleMetadata(userData));
        };
    }

    private Optional<CloudSource> of(String provider) {
        return switch (provider) {
            case "aws" -> Optional.of(new Ec2Metadata(userData));
            case "azure" -> Optional.of(new AzureMetadata(userData));
            case "gce" -> Optional.of(new GoogleMetadata(userData));
            default -> Optional.empty();
        };
    }

    private static Optional<String> provider(MachineFacts own) {
        return own.values().get("cloud") instanceof Map<?, ?> cloud
                ? Optional.ofNullable(cloud.get("provider")).map(String::valueOf)
                : Optional.empty();
    }

    private MachineFacts asked(CloudSource source, MachineFacts own) {
        var gathering = new Gathering(own);
        try (var service = new MetadataService(address)) {
            var facts =
                    CompletableFuture.supplyAsync(
                            () -> source.facts(service), Thread::startVirtualThread);
            gathering.add(stop.await(facts, limit));
        } catch (TimeoutException e) {
            gathering.fault(
                    source.name(),
                    "%s did not answer all within %s".formatted(address, Span.of(limit)));
        } catch (LabException e) {
            gathering.fault(source.name(), e.sentence());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof LabException reason)) {
                throw new IllegalStateException(e.getCause());
            }
            gathering.fault(source.name(), reason.sentence());
        }
        return gathering.facts();
    }
}
