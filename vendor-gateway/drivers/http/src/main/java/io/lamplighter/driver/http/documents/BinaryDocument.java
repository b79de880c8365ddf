package io.lamplighter.driver.http.documents;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Packed bytes, or one record of them. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record BinaryDocument(byte[] bytes, int from, int length) implements Document {

    @Override
    public Optional<Object> at(Place place, Map<String, String> variables) {
        if (!(place instanceof Place.Bytes packed)) {
            throw Document.foreign(place);
        }
        if (packed.at() + packed.length() > length) {
            throw new UnreadableException("is beyond the end: the answer has %d bytes".formatted(length));
        }
        return Optional.of(packed.as() == Packed.ASCII ? text(packed) : number(packed));
    }

    @Override
    public List<BinaryDocument> items(Place place, Map<String, String> variables) {
        if (!(place instanceof Place.Every every)) {
            throw Document.foreign(place);
        }
        if (length % every.size() != 0) {
            throw new UnreadableException("is not a number of records of %d bytes".formatted(every.size()));
        }
        return IntStream.range(0, length / every.size())
                .mapToObj(number -> new BinaryDocument(bytes, from + number * every.size(), every.size()))
                .toList();
    }

    private String text(Place.Bytes place) {
        var text = new String(bytes, from + place.at(), place.length(), StandardCharsets.US_ASCII);
        var end = text.indexOf(0);
        return end < 0 ? text : text.substring(0, end);
    }

    private Object number(Place.Bytes place) {
        var raw = new byte[place.length()];
        for (var i = 0; i < raw.length; i++) {
            raw[place.littleEndian() ? raw.length - 1 - i : i] = bytes[from + place.at() + i];
        }
        return switch (place.as()) {
            case F32 -> finite(Float.intBitsToFloat(new BigInteger(raw).intValue()));
            case F64 -> finite(Double.longBitsToDouble(new BigInteger(raw).longValue()));
            default -> integer(place, raw);
        };
    }

    private static Object integer(Place.Bytes place, byte[] raw) {
        var unsigned = new BigInteger(1, raw);
        if (place.bits().isEmpty()) {
            return new BigDecimal(place.as().isSigned() ? new BigInteger(raw) : unsigned);
        }
        var bits = place.bits().get();
        var mask = BigInteger.ONE.shiftLeft(bits.count()).subtract(BigInteger.ONE);
        var value = unsigned.shiftRight(bits.first()).and(mask);
        return bits.flag() ? (Object) (value.signum() != 0) : new BigDecimal(value);
    }

    /** With the digits that tell it from its neighbours, and not those of a binary fraction. */
    private static BigDecimal finite(Number number) {
        if (!Double.isFinite(number.doubleValue())) {
            throw new UnreadableException("is not a finite number");
        }
        return new BigDecimal(number.toString());
    }
}
