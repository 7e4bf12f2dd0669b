package io.leveret.management.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class PartsTest {
    private record Place(String street, long number) {}

    private record Person(String name, String nick, Place home, Place office) {}

    private static final Person ADA =
            new Person("Ada", null, new Place("St James's Square", 12), new Place("Ockham", 1));
    private static final Person HOMELESS = new Person("Mary", "Mo", null, null);

    private static final Parts<Place> PLACE =
            new Parts<Place>().text("street", Place::street).whole("number", Place::number);

    private static final Parts<Person> PERSON = new Parts<Person>()
            .text("name", Person::name)
            .text("nick", Person::nick)
            .real("height", one -> 1.5)
            .flag("housed", one -> one.home() != null)
            .any("names", PartsTest::names)
            .any("list", one -> Json.array().add(1))
            .inner("home", Person::home, PLACE)
            .inner("seat", Person::home, place -> Json.object().put("in", place.street()))
            .all(Person::office, PLACE)
            .all(one -> one, new Parts<Person>().inner("last", Person::home, PLACE));

    private static ObjectNode names(Person one) {
        return one.nick() == null
                ? null
                : Json.object()
                        .set("all", Json.object().put("first", one.name()).put("nick", one.nick()));
    }

    @Test
    void anObjectHasItsFieldsInOrderWithoutThoseThatItLacks() {
        assertThat(PERSON.json(ADA).toString())
                .isEqualTo(
                        "{\"name\":\"Ada\",\"nick\":null,\"height\":1.5,\"housed\":true,\"list\":[1],"
                                + "\"home\":{\"street\":\"St James's Square\",\"number\":12},\"seat\":{\"in\":\"St James's Square\"},"
                                + "\"street\":\"Ockham\",\"number\":1,\"last\":{\"street\":\"St James's Square\",\"number\":12}}");
        assertThat(PERSON.json(HOMELESS).toString())
                .isEqualTo("{\"name\":\"Mary\",\"nick\":\"Mo\",\"height\":1.5,\"housed\":false,"
                        + "\"names\":{\"all\":{\"first\":\"Mary\",\"nick\":\"Mo\"}},\"list\":[1]}");
    }

    @Test
    void aValueAloneIsThatOfTheWhole() {
        ArrayNode whole = Json.array().add(PERSON.json(ADA)).add(PERSON.json(HOMELESS));
        for (int i = 0; i < whole.size(); i++) {
            Person one = i == 0 ? ADA : HOMELESS;
            ObjectNode json = PERSON.json(one);
            whole.forEach(any -> Paths.of(any)
                    .forEach(path ->
                            assertThat(PERSON.at(path).apply(one)).as(path).isEqualTo(Columns.at(json, path))));
        }
    }

    @Test
    void whatNoObjectHasIsMissing() {
        for (String path :
                new String[] {"none", "name.none", "nick.none", "home.none", "names.all.none", "home.", ".", ""}) {
            assertThat(PERSON.at(path).apply(ADA).isMissingNode()).as(path).isTrue();
            assertThat(PERSON.at(path).apply(HOMELESS).isMissingNode()).as(path).isTrue();
        }
    }

    @Test
    void oneValueIsMadeWithoutTheOthers() {
        Parts<Person> costly = new Parts<Person>().text("name", Person::name).any("dear", one -> {
            throw new IllegalStateException("not wanted");
        });

        assertThat(costly.at("name").apply(ADA).asText()).isEqualTo("Ada");
        assertThatThrownBy(() -> costly.json(ADA)).hasMessage("not wanted");
    }
}
