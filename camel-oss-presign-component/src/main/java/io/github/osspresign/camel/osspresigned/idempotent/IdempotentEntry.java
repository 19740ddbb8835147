// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.idempotent;

import io.github.osspresign.camel.osspresigned.delivery.ExchangeCleanup;
import io.github.osspresign.camel.osspresigned.message.SourceTransaction;
import io.github.osspresign.camel.seen.DeliveryCompletion;
import io.github.osspresign.camel.seen.SeenKey;
import io.github.osspresign.transfer.model.DownloadFilter;
import io.github.osspresign.transfer.model.ObjectIdentity;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.PooledExchange;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.UnitOfWork;
import org.jspecify.annotations.Nullable;

/** Idempotent key of one exchange. It is in flight during the exchange, and in the repository after its success. */
public final class IdempotentEntry extends DeliveryCompletion implements DownloadFilter {

    /*
     * The key is added to the repository after the exchange has succeeded, not before: if the process were killed, a key
     * that was added before would prevent the delivery forever. During the exchange, the keys in flight exclude a second
     * exchange in the same process. Two processes may deliver an object twice if both receive it at the same time.
     *
     * Another link of the same message to the object is a duplicate at once, since all links of a message succeed or fail
     * together.
     *
     * In a transaction, the key is added when the source message has succeeded, because until then the transaction can
     * undo the work of all its links. Meanwhile the key stays in flight. The commit follows after that and may fail.
     * Therefore the message adds a mark beside each of its keys: when it comes once more, its own keys do not count as
     * duplicates. Whether the source calls that a redelivery says nothing: a broker that is killed before the commit does
     * not know of the first delivery. A route that splits the message itself has no exchange of a source; there, a branch ends with the exchange
     * around it.
     */

    /**
     * Entries that hold a key, of all endpoints, because endpoints of several components and contexts may use one repository.
     * Weak, because Camel may drop an exchange without its completion, such as one that a full queue refuses.
     */
    private static final Map<HeldKey, WeakReference<IdempotentEntry>> IN_FLIGHT = new ConcurrentHashMap<>();

    private static final ReferenceQueue<IdempotentEntry> DROPPED = new ReferenceQueue<>();

    private record HeldKey(IdempotentRepository repository, String text) {}

    /** Message of a source. A pooled exchange gets another ID with its next message. */
    private record SourceMessage(Exchange exchange, String exchangeId) {}

    private final IdempotentRepository repository;
    private final Exchange exchange;
    private final String exchangeId;
    private final @Nullable String givenKey;
    /** ID of the source message in a transaction, or {@code null} without a transaction. */
    private final @Nullable String messageId;

    /** What only the links of one message share, which succeed or fail together: the message of a source, or a unit of work. */
    private final Object message;

    /** Exchanges that must deliver. A queue may end the one of a link after the one of its message. */
    private final AtomicInteger awaited = new AtomicInteger(1);

    private @Nullable String key;

    /** @param givenKey key that the user has configured, or {@code null} to use the identity of the object */
    IdempotentEntry(IdempotentRepository repository, Exchange exchange, @Nullable String givenKey) {
        super(exchange);
        this.repository = repository;
        this.exchange = exchange;
        this.exchangeId = exchange.getExchangeId();
        this.givenKey = givenKey;
        this.messageId = SourceTransaction.isTransacted(exchange) ? SourceTransaction.messageId(exchange) : null;
        this.message = message();
    }

    private Object message() {
        Exchange source = SourceTransaction.source(exchange);
        if (source != null) {
            return new SourceMessage(source, source.getExchangeId());
        }
        // In a transaction, that of the exchange that a route splits.
        UnitOfWork enclosing = enclosing(exchange);
        // A pooled exchange keeps its own for the next message.
        UnitOfWork own = exchange instanceof PooledExchange ? null : exchange.getUnitOfWork();
        UnitOfWork shared = enclosing == null ? own : enclosing;
        return shared == null ? this : shared;
    }

    /** Returns whether the key is the identity of the object, with its state, and no key of the user. */
    public boolean isKeyedByObject() {
        return givenKey == null;
    }

    @Override
    public Admission admit(ObjectIdentity object) {
        if (givenKey == null && object.state() == null) {
            // Asked again if the response shows the state.
            return Admission.ADMITTED;
        }
        String wanted = givenKey == null ? SeenKey.of(object.text()) : givenKey;
        if (wanted.equals(key)) {
            return Admission.ADMITTED;
        }
        release();
        IdempotentEntry holder = acquire(wanted);
        if (holder != this) {
            return message.equals(holder.message) ? Admission.SEEN : Admission.BUSY;
        }
        key = wanted;
        boolean free = false;
        try {
            free = !repository.contains(exchange, wanted) || isOwnKeyOfRolledBackDelivery(wanted);
        } finally {
            if (!free) {
                release();
            }
        }
        return free ? Admission.ADMITTED : Admission.SEEN;
    }

    /** Acquires a key unless another exchange holds it. Returns the entry that holds it now. */
    private IdempotentEntry acquire(String wanted) {
        boolean dropped = false;
        while (DROPPED.poll() != null) {
            dropped = true;
        }
        if (dropped) {
            IN_FLIGHT.values().removeIf(held -> held.get() == null);
        }
        WeakReference<IdempotentEntry> own = new WeakReference<>(this, DROPPED);
        IdempotentEntry holder = null;
        while (holder == null) {
            holder = IN_FLIGHT
                    .merge(new HeldKey(repository, wanted), own, (held, mine) -> isOfAnother(held.get()) ? held : mine)
                    .get();
        }
        return holder;
    }

    /** Returns whether a key is held by another exchange. A redelivery of an exchange may acquire its key again. */
    private boolean isOfAnother(@Nullable IdempotentEntry holder) {
        return holder != null
                && !(exchangeId.equals(holder.exchangeId) && exchange.getContext() == holder.exchange.getContext());
    }

    /** Returns whether an earlier delivery of the same message has added the key before its transaction was rolled back. */
    private boolean isOwnKeyOfRolledBackDelivery(String wanted) {
        return messageId != null && repository.contains(exchange, SourceTransaction.redeliveryMark(messageId, wanted));
    }

    /** Releases the key, so that another exchange can process the object. */
    public void release() {
        String held = key;
        key = null;
        if (held != null) {
            IN_FLIGHT.computeIfPresent(
                    new HeldKey(repository, held), (same, holder) -> holder.get() == this ? null : holder);
        }
    }

    /** Ends this entry with an exchange, and in a transaction with its source message too. */
    public void endWith(Exchange delivery) {
        Exchange source = messageId == null ? null : SourceTransaction.source(delivery);
        if (source != null) {
            awaited.incrementAndGet();
            forgetFailure(source);
            source.getExchangeExtension().addOnCompletion(this);
        }
        delivery.getExchangeExtension().addOnCompletion(this);
    }

    @Override
    protected void delivered(Exchange done) {
        if (awaited.decrementAndGet() > 0) {
            return;
        }
        UnitOfWork enclosing = enclosing(done);
        if (enclosing != null) {
            awaited.incrementAndGet();
            enclosing.addSynchronization(this);
            return;
        }
        String held = key;
        try {
            if (held != null && messageId != null) {
                SeenKey.store(repository, done, SourceTransaction.redeliveryMark(messageId, held));
            }
            if (held != null) {
                SeenKey.store(repository, done, held);
            }
        } finally {
            release();
        }
    }

    private @Nullable UnitOfWork enclosing(Exchange branch) {
        return messageId == null ? null : ExchangeCleanup.enclosing(branch);
    }

    @Override
    protected void notDelivered() {
        release();
    }
}
