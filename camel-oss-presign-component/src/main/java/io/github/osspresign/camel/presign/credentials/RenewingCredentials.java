package io.github.osspresign.camel.presign.credentials;

import io.github.osspresign.sign.OssCredentials;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Credentials that end: kept while they are good for a while yet, then renewed by one thread for all. */
final class RenewingCredentials implements CredentialsSource {

    private static final Logger LOG = LoggerFactory.getLogger(RenewingCredentials.class);

    /** How long before their end credentials are renewed: what they sign ends with them. */
    private static final Duration EARLY = Duration.ofMinutes(15);

    /** How long those that still work are used before the next question: the last one may have brought the same again. */
    private static final Duration PAUSE = Duration.ofSeconds(30);

    /** How many former credentials are kept: a day of those that live a quarter of an hour. */
    private static final int MOST_FORMER = 100;

    private final Supplier<OssCredentials> origin;

    /** By their key id; nothing is signed with them any more, but what they have signed can be told. */
    private final Map<String, OssCredentials> former = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, OssCredentials> eldest) {
            return size() > MOST_FORMER;
        }
    });

    private final ReentrantLock renewal = new ReentrantLock();
    private volatile Answer last = new Answer(null, Instant.MIN, "credentials: nobody was asked yet");

    /** Credentials from an origin that throws an IllegalStateException or IllegalArgumentException where it has none to sign with; it is asked by one thread at a time. */
    RenewingCredentials(Supplier<OssCredentials> origin) {
        this.origin = origin;
    }

    /**
     * The credentials to sign with, never ones that have ended.
     *
     * @throws IllegalStateException if there are none; the message says why
     */
    @Override
    public OssCredentials credentials(Instant now, Duration validity) {
        Answer seen = last;
        if (seen.isEnough(now, validity)) {
            return seen.orFail(now);
        }
        if (!seen.lasts(now, validity)) {
            renewal.lock();
        } else if (!renewal.tryLock()) {
            return seen.orFail(now);
        }
        try {
            // Another one while this thread waited: what it brought is the answer, good or bad.
            if (last.equals(seen)) {
                last = ask(seen, now);
            }
            return last.orFail(now);
        } finally {
            renewal.unlock();
        }
    }

    @Override
    public @Nullable OssCredentials find(String accessKeyId, Instant now) {
        OssCredentials current = CredentialsSource.super.find(accessKeyId, now);
        return current == null ? former.get(accessKeyId) : current;
    }

    private Answer ask(Answer before, Instant now) {
        try {
            Answer answer = new Answer(origin.get(), now, "credentials: expected others in time but there were none");
            answer.orFail(now);
            OssCredentials replaced = before.credentials();
            if (replaced != null) {
                former.put(replaced.accessKeyId(), replaced);
            }
            return answer;
        } catch (IllegalStateException | IllegalArgumentException e) {
            if (before.lasts(now, Duration.ZERO)) {
                LOG.warn("Still signing with credentials that end {}: {}", before.end(), e.getMessage());
            }
            return new Answer(before.credentials(), now, String.valueOf(e.getMessage()));
        }
    }

    /**
     * What came of a question.
     *
     * @param credentials the ones that it brought, else those from before
     * @param askedAt when it was asked
     * @param failure what to say once they have ended
     */
    private record Answer(@Nullable OssCredentials credentials, Instant askedAt, String failure) {

        @Nullable Instant end() {
            return credentials == null ? null : credentials.expiresAt();
        }

        /** Whether they work, and will for this time; what has no known end does. */
        boolean lasts(Instant now, Duration validity) {
            Instant end = end();
            // A link lives for whole seconds.
            boolean open = end == null || (end.isAfter(now.plusSeconds(1)) && !end.isBefore(now.plus(validity)));
            return credentials != null && open;
        }

        /** Whether asking again can wait. */
        boolean isEnough(Instant now, Duration validity) {
            boolean justAsked = now.isBefore(askedAt.plus(PAUSE));
            return justAsked
                    ? lasts(now, Duration.ZERO)
                    : end() != null && lasts(now, validity.compareTo(EARLY) > 0 ? validity : EARLY);
        }

        OssCredentials orFail(Instant now) {
            if (credentials == null) {
                throw new IllegalStateException(failure);
            }
            if (!lasts(now, Duration.ZERO)) {
                throw new IllegalStateException(failure + "; those at hand ended " + end());
            }
            return credentials;
        }
    }
}
