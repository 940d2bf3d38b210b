"""Cartera Mundial: two mails that say nothing about the request, then the answer."""

from optout.rehearsal.addressee import Addressee, Case
from optout.rehearsal.pages import Site

_AWAY = """Hola:

estoy fuera de la oficina hasta el lunes y no leeré mi correo hasta entonces.

Un saludo
"""
_NEWS = """Hola:

descubra las tendencias de la temporada: diez ideas para conocer mejor a su público.

Para dejar de recibir este boletín: https://cartera-mundial.example/boletin
"""
_DONE = """Hola:

hemos eliminado todos sus datos personales de nuestros sistemas. Su solicitud ha sido completada.

Un saludo,
Cartera Mundial, privacidad
"""


class Twin(Addressee):
    """Out of office within minutes, a newsletter in the second week, done in the third."""

    site = Site("Cartera Mundial", choices="/")
    address = "privacidad@cartera-mundial.example"

    def asked(self, case: Case) -> None:
        away = {"Auto-Submitted": "auto-replied", "X-Autoreply": "yes", "Precedence": "bulk"}
        self.write(case, _AWAY, self.after(0.001, 0.01), headers=away)
        self.world.post.send(
            sender="Cartera Mundial <boletin@cartera-mundial.example>",
            to=case.person,
            subject="Tendencias de la temporada",
            text=_NEWS,
            at=self.after(8, 12),
            headers={
                "List-Id": "<boletin.cartera-mundial.example>",
                "List-Unsubscribe": "<https://cartera-mundial.example/boletin>",
            },
        )
        self.does(case, _DONE, self.after(15, 22))
