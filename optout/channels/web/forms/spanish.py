"""How Spanish forms ask for a meaning, without accents."""

WORDS: dict[str, str] = {
    "name": (
        "nombre completo, nombre y apellidos, nombre y apellido, nombres y apellidos, apellidos y "
        "nombre, apellido y nombre, nombre apellidos, nombre y los apellidos, nombre apellido, nombre "
        "y dos apellidos, tu nombre completo, su nombre completo, tu nombre y apellidos, su nombre y "
        "apellidos"
    ),
    "given-name": "nombres, nombre de pila, primer nombre",
    "additional-name": "segundo nombre",
    "name?": "nombre, tu nombre, su nombre",
    "family-name": (
        "apellidos, apellido, primer apellido, apellido paterno, 1er apellido, apellido 1, 1 "
        "apellido, apellido primero, apellidos completos"
    ),
    "email": (
        "correo electronico, correo, direccion de correo electronico, direccion de correo, direccion "
        "de email, correo e, direccion de e mail, direccion email, cuenta de correo, direccion "
        "electronica"
    ),
    "tel": (
        "telefono, numero de telefono, movil, celular, telefono movil, telefono celular, numero de "
        "celular, numero de movil, numero telefonico, telefono fijo, telefono de contacto, n de "
        "telefono, no de telefono, numero de telefono movil, num telefono, telefono particular, "
        "numero movil, telefono contacto"
    ),
    "street-address": (
        "direccion, direccion postal, domicilio, direccion completa, direccion de envio, direccion de "
        "facturacion, direccion de residencia, tu direccion, direccion particular"
    ),
    "address-line1": (
        "calle, calle y numero, direccion 1, linea de direccion 1, direccion linea 1, calle numero, "
        "nombre de la calle, calle avenida, direccion calle, calle y n, =via, nombre de la via, calle "
        "y no"
    ),
    "address-line2": (
        "direccion 2, linea de direccion 2, direccion linea 2, =piso, apartamento, departamento piso, "
        "piso puerta, numero de apartamento, depto, =puerta, complemento, escalera, piso y puerta, "
        "numero interior, complemento de direccion, informacion adicional de la direccion, "
        "departamento o piso, piso puerta escalera"
    ),
    "address-level2": (
        "ciudad, localidad, poblacion, municipio, ciudad localidad, ciudad de residencia, alcaldia "
        "municipio, localidad ciudad, pueblo, ciudad o localidad, comuna, poblacion localidad, "
        "delegacion municipio"
    ),
    "address-level1": (
        "provincia, estado, estado provincia, comunidad autonoma, provincia estado, region, provincia "
        "o estado, estado o provincia, entidad federativa, departamento provincia, estado region, "
        "provincia region"
    ),
    "postal-code": "codigo postal, cp, c p, cod postal, codigo zip, cod p",
    "country-name": "pais, pais de residencia, pais region, region pais, pais o region, tu pais",
    "bday": (
        "fecha de nacimiento, fecha nacimiento, cumpleanos, f nacimiento, nacido el, f de nacimiento, "
        "fec nacimiento"
    ),
    "bday-day": "dia de nacimiento, dia nacimiento",
    "bday-month": "mes de nacimiento, mes nacimiento",
    "bday-year": "ano de nacimiento, ano nacimiento",
    "username": (
        "nombre de usuario, usuario, apodo, nick, alias de usuario, nombre usuario, id de usuario"
    ),
    "url": "sitio web, pagina web, pagina personal",
    "organization": (
        "empresa, compania, nombre de la empresa, razon social, organizacion, nombre de empresa, "
        "nombre de la compania, nombre de la organizacion, institucion, entidad"
    ),
    "x-age": "edad, tu edad, su edad",
    "x-listing-url": (
        "enlace al perfil, enlace de la ficha, url del perfil, url de la ficha, enlace al registro, "
        "url del registro, enlace del perfil, url que desea eliminar, url a eliminar, enlace que "
        "desea eliminar, url de la pagina, direccion de la pagina, enlace a eliminar"
    ),
    "x-reason": (
        "motivo, razon, motivo de la solicitud, razon de la solicitud, motivo de su solicitud, motivo "
        "de tu solicitud"
    ),
    "x-request-type": (
        "tipo de solicitud, tipo de peticion, =derecho, que derecho, tipo de derecho, derecho que "
        "ejerce, derecho que desea ejercer, objeto de la solicitud, que derecho desea ejercer"
    ),
    "x-relationship": (
        "relacion, =soy, relacion con la persona, relacion con nosotros, relacion con la empresa, "
        "usted es, soy, relacion con el interesado"
    ),
    "x-signature": "firma, firma electronica, firma digital",
    "x-code": ("codigo de verificacion, codigo de confirmacion, codigo de validacion, codigo recibido"),
    "~birth": "nacimiento",
    "~day": "dia",
    "~month": "mes",
    "~year": "ano",
    "~repeat": (
        "confirmar, confirma, confirme, confirmacion, repetir, repite, repita, repeticion, verificar, "
        "de nuevo, nuevamente, verifica, vuelve a"
    ),
    "~part": (
        "prefijo, prefijo telefonico, codigo de area, extension, lada, prefijo pais, clave lada, tipo "
        "de telefono"
    ),
    "!other": (
        "segundo apellido, apellido materno, 2 apellido, 2do apellido, 2o apellido, apellido 2, "
        "buscar, busqueda, busca, comentario, comentarios, mensaje, asunto, pregunta, respuesta, "
        "cupon, descuento, codigo promocional, codigo de descuento, cantidad, importe, tratamiento, "
        "titulo, cargo, puesto, profesion, ocupacion, sector, idioma, moneda, sexo, genero, "
        "nacionalidad, ciudadania, estado civil, lugar de nacimiento, pais de nacimiento, ciudad de "
        "nacimiento, provincia de nacimiento, numero de pedido, numero de factura, numero de cliente, "
        "n pedido, numero de socio, fax, observaciones, notas, boletin, suscribirse, fecha, hora, "
        "pregunta de seguridad, pregunta secreta, color favorito, referencia, numero exterior, "
        "departamento, tarjeta regalo, palabra clave, destino, origen, numero de la calle, barrio, "
        "tema, tipo de documento, tipo de via, talla, numero de expediente, sufijo, colonia, entre "
        "calles, ciudad de origen, ciudad de destino"
    ),
    "!secret": (
        "contrasena, clave, tarjeta, numero de tarjeta, titular de la tarjeta, tarjeta de credito, "
        "numero de cuenta, cuenta bancaria, dni, nif, nie, dni nie, cif, rfc, curp, pasaporte, numero "
        "de pasaporte, cedula, documento de identidad, numero de documento, numero de identificacion, "
        "seguridad social, numero de la seguridad social, licencia de conducir, rut, cuit, cuil, "
        "documento, titular de la cuenta, nombre en la tarjeta, titular, nombre del titular, ruc, nif "
        "cif, dni nif, carnet de conducir, numero de identidad, codigo de seguridad, nss, clabe, iban "
        "cuenta, identificacion fiscal"
    ),
    "!person": (
        "apellido de soltera, nombre de soltera, madre, padre, padres, conyuge, esposo, esposa, hijo, "
        "hija, hijos, hijas, amigo, amiga, amigos, emergencia, contacto de emergencia, tutor, tutora, "
        "representante, destinatario, beneficiario, anterior, anteriores, apoderado, familiar, "
        "pareja, mascota, referido, abogado, acompanante, recomendado por, representante legal, "
        "tercero, autorizado"
    ),
    "country?": "codigo de pais, codigo pais, codigo del pais",
}
