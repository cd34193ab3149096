package io.labctl.master.compile;

import io.labctl.catalog.fact.Facts;
import io.labctl.master.site.DataFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One server's newest catalog with all that its compile looked at. The modules are not here: they
 * are fixed for the life of a labd.
 *
 * @param reads every fact that was asked for, with what was found
 */
record LastCompile(
        String role,
        SortedMap<String, String> labels,
        List<DataFile> layers,
        Map<String, Optional<Object>> reads,
        CompileResult.Done result) {

    /** Whether a compile from these would look at the same things and so give the same catalog. */
    boolean stillHolds(
            String newRole,
            SortedMap<String, String> newLabels,
            List<DataFile> newLayers,
            Facts facts) {
        return role.equals(newRole)
                && labels.equals(newLabels)
                && layers.equals(newLayers)
                && reads.entrySet().stream()
                        .allMatch(read -> facts.at(read.getKey()).equals(read.getValue()));
    }

    /** What it holds of memory, roughly, in bytes. */
    int weight() {
        return result.catalog().bytes().length + 1_000 + 200 * reads.size();
    }
}
