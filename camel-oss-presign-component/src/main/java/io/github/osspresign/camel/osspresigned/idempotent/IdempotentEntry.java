package io.github.osspresign.camel.osspresigned.idempotent;

import io.github.osspresign.camel.osspresigned.message.SourceTransaction;
import io.github.osspresign.transfer.model.DownloadFilter;
import io.github.osspresign.transfer.model.ObjectIdentity;
import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/** The key of one exchange's object: in flight from its admission on, in the repository when the exchange has succeeded. */
public final class IdempotentEntry implements DownloadFilter, Synchronization {

    /*
     * A key is added at the end and not at the beginning: one that a killed process leaves behind would keep the object
     * from ever being delivered. What the key cannot do meanwhile, keep a second exchange out, is done by the keys in
     * flight. They are those of this process; two processes may deliver an object twice that comes to both at once.
     *
     * In a transaction the end is that of the source's message: until then all that its links have led to may be undone.
     * The key then stays in flight, and another link of the message to the object is a duplicate already. Since the
     * commit comes later still, and may fail, the message leaves a mark beside each of its keys: delivered again, it is
     * not held against keys that are its own.
     */

    private final IdempotentRepository repository;
    private final KeysInFlight inFlight;
    private final Exchange exchange;
    private final String exchangeId;
    private final @Nullable String givenKey;
    /** Of a message in a transaction. */
    private final @Nullable String messageId;

    private @Nullable String key;
    private @Nullable UnitOfWork awaited;

    /** @param givenKey {@code null} for that of the object */
    IdempotentEntry(
            IdempotentRepository repository, KeysInFlight inFlight, Exchange exchange, @Nullable String givenKey) {
        this.repository = repository;
        this.inFlight = inFlight;
        this.exchange = exchange;
        this.exchangeId = exchange.getExchangeId();
        this.givenKey = givenKey;
        this.messageId = SourceTransaction.has(exchange) ? SourceTransaction.messageId(exchange) : null;
    }

    /** One that does the same work again, as a redelivery does, is not in its own way. */
    boolean isOfSameExchange(IdempotentEntry other) {
        return exchangeId.equals(other.exchangeId);
    }

    @Override
    public Admission admit(ObjectIdentity object) {
        if (givenKey == null && object.state() == null) {
            return Admission.UNDECIDED;
        }
        String wanted = givenKey == null ? object.text() : givenKey;
        if (wanted.equals(key)) {
            return Admission.ADMITTED;
        }
        release();
        IdempotentEntry holder = inFlight.claim(wanted, this);
        if (holder != this) {
            if (holder.isOfSameMessage(this)) {
                inFlight.giveUp(this);
                return Admission.SEEN;
            }
            return inFlight.isDeadlock(this) ? Admission.DEADLOCK : Admission.BUSY;
        }
        key = wanted;
        boolean free = false;
        try {
            free = !repository.contains(exchange, wanted) || isAddedInVain(wanted);
        } finally {
            if (!free) {
                release();
            }
        }
        return free ? Admission.ADMITTED : Admission.SEEN;
    }

    /** Whether this one is through and waits for the message that the other one is of, too. */
    private boolean isOfSameMessage(IdempotentEntry other) {
        return awaited != null && awaited == SourceTransaction.message(other.exchange);
    }

    /** An earlier delivery of the message has added the key and was undone after that, with all that it had sent on. */
    private boolean isAddedInVain(String wanted) {
        return messageId != null
                && exchange.isExternalRedelivered()
                && repository.contains(exchange, SourceTransaction.mark(messageId, wanted));
    }

    /** Returns who holds the key: the message that decides on the exchange, otherwise the exchange. */
    Object owner() {
        UnitOfWork message = SourceTransaction.message(exchange);
        return message == null ? exchangeId : message;
    }

    /** Lets the next exchange have the object. */
    public void release() {
        String held = key;
        key = null;
        inFlight.giveUp(this);
        if (held != null) {
            inFlight.release(held, this);
        }
    }

    @Override
    public void onComplete(Exchange done) {
        String held = key;
        boolean undone = ExchangeHelper.isFailureHandled(done) || done.isRollbackOnly() || done.isRollbackOnlyLast();
        UnitOfWork message = SourceTransaction.message(done);
        if (held != null && !undone && message != null) {
            awaited = message;
            message.addSynchronization(this);
            return;
        }
        try {
            if (held != null && !undone) {
                if (messageId != null) {
                    repository.add(done, SourceTransaction.mark(messageId, held));
                }
                repository.add(done, held);
                repository.confirm(done, held);
            }
        } finally {
            release();
        }
    }

    @Override
    public void onFailure(Exchange done) {
        release();
    }
}
