// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.watchandnotify;

import io.github.osspresign.examples.watchandnotify.EmbeddedMail.Mail;
import io.github.osspresign.examples.watchandnotify.WebhookReceiver.Call;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Compares what was stored with what was announced. */
final class Ledger {

    private final Map<String, Integer> versions = new LinkedHashMap<>();

    /** Records an object that is new or has new content. */
    synchronized void stored(String key) {
        versions.merge(key, 1, Integer::sum);
    }

    /** Returns the announcements by mail. A mail that comes again with other objects counts as another mail. */
    synchronized Counts mails(List<Mail> received, Predicate<String> selected) {
        List<Mail> mails = received.stream()
                .filter(mail -> mail.keys().stream().anyMatch(selected))
                .toList();
        Map<List<Object>, Mail> distinct = new LinkedHashMap<>();
        mails.forEach(mail -> distinct.put(List.of(mail.id(), mail.keys()), mail));
        List<String> keys = distinct.values().stream()
                .flatMap(mail -> mail.keys().stream())
                .filter(selected)
                .toList();
        return counts(keys, selected, mails.size() - distinct.size());
    }

    /** Returns the announcements by webhook. */
    synchronized Counts calls(List<Call> received, Predicate<String> selected) {
        List<Call> calls =
                received.stream().filter(call -> selected.test(call.key())).toList();
        Set<Call> distinct = new LinkedHashSet<>(calls);
        List<String> keys = distinct.stream().map(Call::key).toList();
        return counts(keys, selected, calls.size() - distinct.size());
    }

    private Counts counts(Collection<String> keys, Predicate<String> selected, int repeated) {
        Map<String, Integer> announced = new LinkedHashMap<>();
        keys.forEach(key -> announced.merge(key, 1, Integer::sum));
        int expected = 0;
        int missing = 0;
        for (Map.Entry<String, Integer> entry : versions.entrySet()) {
            if (selected.test(entry.getKey())) {
                expected += entry.getValue();
                missing += Math.max(0, entry.getValue() - announced.getOrDefault(entry.getKey(), 0));
            }
        }
        return new Counts(expected, missing, keys.size() - (expected - missing), repeated);
    }

    /**
     * Announcements of some objects in one way.
     *
     * @param expected objects, counted once for each content
     * @param missing those that were not announced
     * @param surplus announcements of objects that were announced before, under another id
     * @param repeated mails or calls that were received again under the same id
     */
    record Counts(int expected, int missing, int surplus, int repeated) {

        /** Returns the number of announcements, without those that came again under the same id. */
        int announced() {
            return expected - missing + surplus;
        }

        boolean isComplete() {
            return missing == 0;
        }

        /** Returns whether the promise is kept: nothing is missing, and each kill repeats at most one mail and one call. */
        boolean isAsPromised(int kills) {
            return missing == 0 && surplus == 0 && repeated <= kills;
        }
    }
}
