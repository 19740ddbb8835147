package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.camel.SeenObjects;
import io.github.osspresign.camel.TextValue;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/** Keeps an endpoint from delivering an object a second time. */
final class IdempotentDownloads extends ServiceSupport {

    private final CamelContext context;
    private final @Nullable IdempotentRepository given;
    private final IdempotentRepository repository;
    private final KeysInFlight inFlight;
    private final @Nullable Expression key;

    /** @param given {@code null} for one in memory */
    IdempotentDownloads(OssPresignedEndpoint endpoint, @Nullable IdempotentRepository given, @Nullable Expression key) {
        this.context = endpoint.getCamelContext();
        this.given = given;
        this.repository = given == null ? new SeenObjects() : given;
        this.inFlight = ((OssPresignedComponent) endpoint.getComponent()).keysInFlight(repository);
        this.key = key;
    }

    /** A repository that somebody else has started is theirs to stop; one that we start may have other users by then. */
    @Override
    protected void doStart() throws Exception {
        if (given == null) {
            ServiceHelper.startService(repository);
        } else if (!ServiceHelper.isStarted(given) && !context.hasService(given)) {
            context.addService(given, true, true);
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (given == null) {
            ServiceHelper.stopService(repository);
        }
    }

    /** The entry of one link, which decides whether its object is downloaded. */
    IdempotentEntry entry(Exchange exchange) {
        String givenKey = key == null ? null : TextValue.orNull("idempotentKey", key.evaluate(exchange, Object.class));
        if (key != null && (givenKey == null || givenKey.isBlank())) {
            throw new IllegalArgumentException("idempotentKey: expected a text for each link but it was empty");
        }
        return new IdempotentEntry(repository, inFlight, exchange, givenKey);
    }
}
