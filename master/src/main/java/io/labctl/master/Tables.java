package io.labctl.master;

import io.labctl.master.ca.CertificateRepository;
import io.labctl.master.catalogs.CatalogRepository;
import io.labctl.master.channel.ChannelRepository;
import io.labctl.master.recording.RecordingRepository;
import io.labctl.master.report.ReportRepository;
import io.labctl.master.server.ServerRepository;
import io.labctl.master.session.PlaceRepository;
import io.labctl.master.store.GzipJson;
import io.labctl.master.token.TokenRepository;
import io.labctl.master.work.LeaseRepository;
import io.labctl.master.work.SessionRepository;
import io.labctl.master.work.WorkRepository;
import tools.jackson.databind.json.JsonMapper;

/** The SQL of each feature. */
record Tables(
        CertificateRepository certificates,
        TokenRepository tokens,
        ServerRepository servers,
        CatalogRepository catalogs,
        ReportRepository reports,
        WorkRepository work,
        LeaseRepository leases,
        SessionRepository sessions,
        PlaceRepository places,
        RecordingRepository recordings,
        ChannelRepository channels) {
    static Tables of(JsonMapper json) {
        var stored = new GzipJson(json);
        return new Tables(
                new CertificateRepository(),
                new TokenRepository(json),
                new ServerRepository(json),
                new CatalogRepository(),
                new ReportRepository(),
                new WorkRepository(stored),
                new LeaseRepository(),
                new SessionRepository(stored),
                new PlaceRepository(),
                new RecordingRepository(),
                new ChannelRepository(json));
    }
}
