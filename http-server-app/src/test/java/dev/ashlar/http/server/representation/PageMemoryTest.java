package dev.ashlar.http.server.representation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.protocol.RequestHead;
import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.server.api.Content;
import dev.ashlar.http.server.api.Refusal;
import dev.ashlar.http.server.api.Response;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PageMemoryTest {
  private static final Fields HTML = Fields.of(FieldName.CONTENT_TYPE, "text/html");
  private static final RequestHead REQUEST = Requests.get("/").head();

  private final PageMemory memory = new PageMemory(10);

  @Test
  void isTakenByAResponseWithAllOfThePage() {
    Response response = memory.respond(HTML, "f\u00fcnf\n", REQUEST);
    assertEquals(Status.OK, response.status());
    assertEquals(HTML, response.fields());
    assertFalse(response.content().mayBlock());
    assertEquals(6, response.content().length());
    Content first = assertInstanceOf(Content.Sequence.class, response.content()).parts().getFirst();
    ByteBuffer page = assertInstanceOf(Content.Bytes.class, first).bytes();
    assertEquals("f\u00fcnf\n", StandardCharsets.UTF_8.decode(page).toString());
    assertEquals(4, memory.left());
  }

  @Test
  void refusesWhatFindsNoRoomUntilAnotherIsRead() throws IOException {
    Response first = memory.respond(HTML, "123456", REQUEST);
    Response second = memory.respond(HTML, "1234", REQUEST);
    assertEquals(Status.OK, second.status());

    Response refused = memory.respond(HTML, "1", REQUEST);

    assertEquals(Status.SERVICE_UNAVAILABLE, refused.status());
    assertEquals("1", refused.fields().value(FieldName.RETRY_AFTER));
    Refusal refusal = refused.refusal();
    assertTrue(refusal != null && refusal.rule() == Refusal.Rule.QUOTA);
    refused.content().close();
    first.content().close();
    first.content().close();
    assertEquals(6, memory.left(), "given back once");
    assertNull(memory.respond(HTML, "123456", REQUEST).refusal());
  }
}
