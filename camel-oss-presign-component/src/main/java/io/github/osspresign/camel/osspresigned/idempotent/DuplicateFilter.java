package io.github.osspresign.camel.osspresigned.idempotent;

import io.github.osspresign.camel.SeenObjects;
import io.github.osspresign.camel.TextValue;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/** Prevents that an endpoint delivers an object twice, with an idempotent repository. */
public final class DuplicateFilter extends ServiceSupport {

    private final CamelContext context;
    private final @Nullable IdempotentRepository given;
    private final IdempotentRepository repository;
    private final KeysInFlight inFlight;
    private final @Nullable Expression key;

    /**
     * Creates the filter of an endpoint.
     *
     * @param given repository that the user has configured, or {@code null} for a repository in memory
     * @param key expression of the key, evaluated for each link, or {@code null} to use the identity of the object
     * @param inFlight keys in flight of all endpoints of this process
     */
    public DuplicateFilter(
            CamelContext context,
            @Nullable IdempotentRepository given,
            @Nullable Expression key,
            KeysInFlight inFlight) {
        this.context = context;
        this.given = given;
        this.repository = given == null ? new SeenObjects() : given;
        this.inFlight = inFlight;
        this.key = key;
    }

    /**
     * Starts the repository. A configured one becomes a service of the Camel context, which stops it, because other
     * endpoints may use it too.
     */
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

    /** Returns the entry of one link, which decides whether its object is downloaded. */
    public IdempotentEntry entry(Exchange exchange) {
        String givenKey = key == null ? null : TextValue.orNull("idempotentKey", key.evaluate(exchange, Object.class));
        if (key != null && (givenKey == null || givenKey.isBlank())) {
            throw new IllegalArgumentException("idempotentKey: expression must return a text for each link, was empty");
        }
        return new IdempotentEntry(repository, inFlight, exchange, givenKey);
    }
}
