package io.labctl.master.compile;

import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.module.Fault;
import io.labctl.master.site.ServerData;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One server's newest compile, good or failed, with all that it looked at.
 *
 * @param reads every fact that was asked for, with what was found
 */
record LastCompile(
        String role,
        SortedMap<String, String> labels,
        ServerData data,
        Map<String, Optional<Object>> reads,
        CompileResult result) {

    /** Whether a compile from these would look at the same things and so end the same way. */
    boolean stillHolds(
            String newRole, SortedMap<String, String> newLabels, ServerData newData, Facts facts) {
        return role.equals(newRole)
                && labels.equals(newLabels)
                && data.equals(newData)
                && reads.entrySet().stream()
                        .allMatch(read -> facts.at(read.getKey()).equals(read.getValue()));
    }

    /** What it holds of memory, roughly, in bytes. */
    int weight() {
        return weight(result) + 1_000 + 200 * reads.size();
    }

    private static int weight(CompileResult result) {
        return switch (result) {
            case CompileResult.Done(PackedCatalog catalog, _) -> catalog.gzip().length;
            case CompileResult.Failed(List<Fault> faults) ->
                    faults.stream().mapToInt(fault -> 100 + fault.message().length()).sum();
        };
    }
}
