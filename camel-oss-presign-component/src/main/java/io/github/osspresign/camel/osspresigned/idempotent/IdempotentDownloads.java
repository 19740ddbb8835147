package io.github.osspresign.camel.osspresigned.idempotent;

import io.github.osspresign.camel.SeenObjects;
import io.github.osspresign.camel.TextValue;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/** Keeps an endpoint from delivering an object a second time. */
public final class IdempotentDownloads extends ServiceSupport {

    private final CamelContext context;
    private final @Nullable IdempotentRepository given;
    private final IdempotentRepository repository;
    private final KeysInFlight inFlight;
    private final @Nullable Expression key;

    /**
     * Keeps the objects of an endpoint apart by their keys.
     *
     * @param given {@code null} for a repository in memory
     * @param key evaluated for each link; {@code null} for the identity of the object
     * @param inFlight returns the keys in flight of a repository, which all its users in this process share
     */
    public IdempotentDownloads(
            CamelContext context,
            @Nullable IdempotentRepository given,
            @Nullable Expression key,
            Function<IdempotentRepository, KeysInFlight> inFlight) {
        this.context = context;
        this.given = given;
        this.repository = given == null ? new SeenObjects() : given;
        this.inFlight = inFlight.apply(repository);
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
    public IdempotentEntry entry(Exchange exchange) {
        String givenKey = key == null ? null : TextValue.orNull("idempotentKey", key.evaluate(exchange, Object.class));
        if (key != null && (givenKey == null || givenKey.isBlank())) {
            throw new IllegalArgumentException("idempotentKey: expected a text for each link but it was empty");
        }
        return new IdempotentEntry(repository, inFlight, exchange, givenKey);
    }
}
