package io.lamplighter.gateway.members;

import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.devices.api.LabelExpression;
import io.lamplighter.devices.api.Location;
import io.lamplighter.devices.api.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;

/** Whether a device is one that a selector picks. */
final class SelectorMatch implements Predicate<DeviceView> {
    private static final int LONGEST = 1_000;

    private final List<Predicate<DeviceView>> conditions = new ArrayList<>();

    /** @throws UnservedSelectorException when it asks for what only the registry's database can tell, or cannot be read */
    SelectorMatch(Selector selector) {
        refuse("q", selector.q());
        refuse("near", selector.near());
        refuse("within", selector.within());
        equal(selector.vendor(), DeviceView::vendor);
        equal(selector.account(), DeviceView::account);
        equal(selector.type(), DeviceView::type);
        equal(selector.location(), device -> name(device.location()));
        equal(selector.enabled(), DeviceView::enabled);
        equal(selector.missing(), device -> device.missingSince() != null);
        equal(
                selector.parent(),
                device -> device.parentId() == null ? "none" : device.parentId().toString());
        labels(selector.labels());
    }

    private static void refuse(String field, String value) {
        if (value != null) {
            throw new UnservedSelectorException(field, "cannot be followed live; the registry's list answers it");
        }
    }

    private <T> void equal(T wanted, Function<DeviceView, T> property) {
        if (wanted != null) {
            conditions.add(device -> Objects.equals(property.apply(device), wanted));
        }
    }

    private void labels(String expression) {
        if (expression == null) {
            return;
        }
        if (expression.length() > LONGEST) {
            throw new UnservedSelectorException("labels", "must have at most " + LONGEST + " characters");
        }
        try {
            var parsed = LabelExpression.parse(expression);
            conditions.add(device -> parsed.test(device.labels()));
        } catch (LabelExpression.Broken unreadable) {
            throw new UnservedSelectorException("labels", unreadable.getMessage());
        }
    }

    private static String name(Location location) {
        return location == null ? null : location.name();
    }

    @Override
    public boolean test(DeviceView device) {
        return conditions.stream().allMatch(condition -> condition.test(device));
    }
}
