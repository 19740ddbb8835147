package io.github.osspresign.camel.presign;

import io.github.osspresign.sign.Lifetime;
import io.github.osspresign.sign.OssCredentials;
import io.github.osspresign.sign.OssSigner;
import io.github.osspresign.sign.PresignRequest;
import io.github.osspresign.sign.PresignedUrl;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

/** Signs one link for each message. */
final class PresignProducer extends DefaultProducer {

    /** Stands for the key, the credentials and the time of a message, so that options are checked at start-up. */
    private static final String SAMPLE_KEY = "sample";

    private final PresignConfiguration options;
    private final OssSigner signer;
    private final RequestReader requests;
    private final ResultWriter results;
    private final CredentialsSource credentialsSource;
    private final Clock clock;

    PresignProducer(PresignEndpoint endpoint, Clock clock, Map<String, String> environment) {
        super(endpoint);
        this.options = endpoint.getConfiguration();
        this.signer = OssSigner.of(options.getSignatureVersion());
        this.requests = new RequestReader(endpoint.getBucketName(), options);
        this.results = new ResultWriter(options.getOutput());
        this.credentialsSource = CredentialsSource.of(options, environment);
        this.clock = clock;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        OssCredentials sample = OssCredentials.of(SAMPLE_KEY, SAMPLE_KEY);
        signer.presign(requests.sample(SAMPLE_KEY), sample, Instant.EPOCH);
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        Instant now = clock.instant();
        OssCredentials credentials = credentialsSource.credentials();
        Lifetime lifetime = Lifetime.of(requests.expiration(message), options.getSignatureVersion(), credentials, now);
        PresignRequest request = requests.read(message, lifetime.duration());
        PresignedUrl url = signer.presign(request, credentials, now);
        results.write(message, request, url, lifetime);
    }
}
