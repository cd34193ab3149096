package io.labctl.agent.facts;

import java.util.SortedMap;

/** What one kind of cloud tells a machine about itself. Credentials are never asked for. */
sealed interface CloudSource permits AzureMetadata, Ec2Metadata, GoogleMetadata {
    /** The first of its facts, for a fault. */
    String name();

    /**
     * Asks anew.
     *
     * @throws io.labctl.catalog.error.LabException when there is no answer or not a right one
     */
    SortedMap<String, Object> facts(MetadataService service);
}
